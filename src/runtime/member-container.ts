import { seconds } from '../core/duration.ts';
import { guarded, unlessGone, type DockerEngine } from './docker-engine.ts';
import { followToFile } from './docker-output.ts';
import { readExit, type RawExit } from './exit-info.ts';
import type { Life } from './gated-machine.ts';
import { publishedPort } from './published-port.ts';
import { RunContainer, type RunContainerPlan } from './run-container.ts';
import type { Endpoint } from './runtime.ts';

const START_WITHIN = seconds(30);
const TELL_WITHIN = seconds(10);

type Plan = Omit<RunContainerPlan, 'beforeStart'> & {
  /** Fills its volume between create and start. */
  readonly furnish?: (container: string) => Promise<void>;
};

/** The exit in a box: a bare promise would be awaited on its way out of an async function. */
interface Watch {
  readonly exit: Promise<RawExit>;
}

/** A life that is ended by force only. */
export type ContainerLife = Omit<Life, 'terminate'>;

/** A container that lives once; its main process' output goes to a file. */
export class MemberContainer {
  readonly #engine: DockerEngine;
  readonly #logFile: string;
  readonly #plan: Plan;
  readonly #ports = new Map<number, Endpoint>();
  #id: string | undefined;

  constructor(engine: DockerEngine, logFile: string, plan: Plan) {
    this.#engine = engine;
    this.#logFile = logFile;
    this.#plan = plan;
  }

  /** The name will do as well, from the creation to the removal. */
  get id(): string {
    return this.#id ?? this.#plan.name;
  }

  async start(): Promise<ContainerLife> {
    const { exit } = await guarded(`start ${this.#plan.name}`, START_WITHIN, () => this.#start());
    return { exit, destroy: () => this.#destroy(exit) };
  }

  /** Where a port of the container is reached from the host. */
  async published(port: number): Promise<Endpoint> {
    const known = this.#ports.get(port);
    if (known !== undefined) return known;
    const found = await publishedPort(this.#engine, this.id, port);
    this.#ports.set(port, found);
    return found;
  }

  async remove(): Promise<void> {
    const id = this.#id;
    this.#id = undefined;
    if (id === undefined) return;
    await this.#engine.call(`remove ${this.#plan.name}`, (docker) =>
      unlessGone(docker.getContainer(id).remove({ force: true })),
    );
  }

  /**
   * testcontainers goes on looking for the published ports of a container that has ended already,
   * so its start is raced with the exit.
   */
  async #start(): Promise<Watch> {
    const created = Promise.withResolvers<Watch>();
    const { furnish, ...plan } = this.#plan;
    const container = new RunContainer({
      ...plan,
      beforeStart: async (id) => {
        this.#id = id;
        const [watch] = await Promise.all([this.#watch(id), furnish?.(id)]);
        created.resolve(watch);
      },
    });
    const started = container.start();
    started.catch(created.reject);
    try {
      const watch = await created.promise;
      await Promise.race([started, watch.exit]);
      return watch;
    } catch (error) {
      await this.remove();
      throw error;
    }
  }

  /**
   * Begun before the start, so that no output is missed. The end of the output is the end of the
   * container; only then the engine is asked for the exit code, because a call that waits for it
   * never returns when the engine vanishes meanwhile.
   */
  async #watch(id: string): Promise<Watch> {
    const { ended } = await followToFile(this.#engine.docker, id, this.#logFile);
    const exit = ended.then(async () => {
      const asked = `tell how ${this.#plan.name} ended`;
      const wait = this.#engine.call(
        asked,
        (docker) => docker.getContainer(id).wait(),
        TELL_WITHIN,
      );
      return readExit(((await wait) as { StatusCode: number }).StatusCode);
    });
    exit.catch(() => undefined); // told to whoever asks; nobody may
    return { exit };
  }

  async #destroy(exit: Promise<RawExit>): Promise<void> {
    const id = this.#id;
    if (id === undefined) return;
    await this.#engine.call(`kill ${this.#plan.name}`, (docker) =>
      unlessGone(docker.getContainer(id).kill()),
    );
    await exit;
  }
}
