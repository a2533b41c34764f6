import type Dockerode from 'dockerode';
import { seconds, type Duration } from '../core/duration.ts';
import { guarded, isNotFound, unlessGone, type DockerEngine } from './docker-engine.ts';
import { furnish, getFile, putFile } from './docker-files.ts';
import { MemberContainer, type ContainerLife } from './member-container.ts';
import { dockerTool } from './docker-tool.ts';
import { startDockerLife } from './docker-life.ts';
import { memberArguments } from './gate-arguments.ts';
import { GatedMachine, type Life } from './gated-machine.ts';
import type { ProgramImage } from './parts.ts';
import { programOf } from './program-of.ts';
import type { Endpoint, EtcdStart, MachineAddress, ToolName, ToolResult } from './runtime.ts';

/** Where the machine's volume is mounted, and what lies on it. */
const VOLUME = '/doomsday';
const GATE = `${VOLUME}/gate`;
/** The gate's lifeline: the stream that the engine attaches to a program that it starts. */
const STDIN = 0;

export interface DockerMachinePlan {
  readonly engine: DockerEngine;
  readonly name: string;
  readonly address: MachineAddress;
  readonly image: ProgramImage;
  /** The gate on the host; copied to the volume once. */
  readonly gate: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the names of the machine's containers and volume begin with. */
  readonly prefix: string;
  readonly logFile: string;
}

/**
 * A member as a container with a named volume. The container stays up, with its name, its address
 * and its published ports, until the machine is lost or the run ends: its first process is
 * `gate hold`. etcd and the tools are started in it, and end without it.
 */
export class DockerMachine extends GatedMachine {
  readonly dataDir = `${VOLUME}/data`;
  readonly scratchDir = `${VOLUME}/scratch`;
  readonly #plan: DockerMachinePlan;
  readonly #container: MemberContainer;
  #up: ContainerLife | undefined;

  private constructor(plan: DockerMachinePlan) {
    super(plan);
    this.#plan = plan;
    this.#container = this.#planned();
  }

  /** Resolves when the container is up and its ports are known. */
  static async prepare(plan: DockerMachinePlan): Promise<DockerMachine> {
    const machine = new DockerMachine(plan);
    machine.#up = await machine.#container.start();
    await Promise.all([machine.endpoint('client'), machine.endpoint('control')]);
    return machine;
  }

  protected async launch(plan: EtcdStart): Promise<Life> {
    const { engine, image, logFile } = this.#plan;
    const { name, address, dataDir } = this;
    const member = { address, dataDir, plan, etcd: image.etcd, lifelineFd: STDIN };
    const args = memberArguments(member);
    return await startDockerLife({
      engine,
      name,
      logFile,
      container: this.#container.id,
      command: [GATE, ...args],
      env: plan.env ?? {},
      control: await this.endpoint('control'),
    });
  }

  async endpoint(port: 'client' | 'control'): Promise<Endpoint> {
    return await this.#container.published(this.address.ports[port]);
  }

  async tool(name: ToolName, args: readonly string[], within: Duration): Promise<ToolResult> {
    this.expectVolume(`run ${name} on`);
    const { engine, image } = this.#plan;
    const command = [programOf(image, name), ...args];
    const plan = { engine, container: this.#container.id, gate: GATE, command };
    return await dockerTool(plan, within);
  }

  async file(args: readonly string[], within: Duration): Promise<ToolResult> {
    this.expectVolume('work on the files of');
    const { engine } = this.#plan;
    const command = [GATE, 'file', ...args];
    const plan = { engine, container: this.#container.id, gate: GATE, command };
    return await dockerTool(plan, within);
  }

  async putFile(from: string, to: string): Promise<void> {
    await this.#copy(`put ${to} on`, (container) => putFile(container, { from, to }));
  }

  async getFile(from: string, to: string): Promise<void> {
    await this.#copy(`get ${from} from`, (container) => getFile(container, { from, to }));
  }

  async volumeExists(): Promise<boolean> {
    return await this.#plan.engine
      .call('look for a volume', (docker) => docker.getVolume(this.#volume).inspect())
      .then(() => true)
      .catch((error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      });
  }

  override async end(): Promise<void> {
    await super.end();
    if (this.state !== 'lost') await this.#up?.destroy();
  }

  protected async wipe(): Promise<void> {
    await this.#container.remove();
    await this.#plan.engine.call(`remove the volume of ${this.name}`, (docker) =>
      unlessGone(docker.getVolume(this.#volume).remove()),
    );
  }

  get #volume(): string {
    return `${this.#plan.prefix}-${this.name}`;
  }

  #planned(): MemberContainer {
    const { engine, image, network, labels, logFile, gate } = this.#plan;
    const { ports } = this.address;
    const furniture = { at: VOLUME, folders: ['scratch'], program: { from: gate, name: 'gate' } };
    return new MemberContainer(engine, logFile, {
      image: image.ref,
      name: this.#volume,
      alias: this.name,
      network,
      labels,
      entrypoint: [GATE],
      command: ['hold'],
      ports: [ports.client, ports.control],
      volume: { name: this.#volume, target: VOLUME },
      furnish: (id) => furnish(engine.docker.getContainer(id), furniture),
    });
  }

  async #copy(
    what: string,
    copy: (container: Dockerode.Container) => Promise<void>,
  ): Promise<void> {
    this.expectVolume(what);
    await guarded(`${what} ${this.name}`, COPY_WITHIN, () =>
      copy(this.#plan.engine.docker.getContainer(this.#container.id)),
    );
  }
}

const COPY_WITHIN = seconds(120);
