import { join } from 'node:path';
import { millis, seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { DockerEngine } from './docker-engine.ts';
import { httpJson } from './http-json.ts';
import { logTail } from './log-tail.ts';
import { MemberContainer, type ContainerLife } from './member-container.ts';
import type { DockerParts } from './parts.ts';
import type { Endpoint, LinkPlace, ToxiproxyHost } from './runtime.ts';
import { tooManyClientLinks, toxiproxyEnded } from './toxiproxy-words.ts';

const ALIAS = 'toxiproxy';
const CONTROL_PORT = 8474;
const FIRST_CLIENT_PORT = 20_000;
const FIRST_INNER_PORT = 30_000;

export interface DockerToxiproxyPlan {
  readonly engine: DockerEngine;
  readonly image: DockerParts['toxiproxyImage'];
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly logDir: string;
  readonly clientLinks: number;
}

/** Toxiproxy as a container; ports for clients are published when it starts, so they are counted. */
export class DockerToxiproxy implements ToxiproxyHost {
  readonly control: Endpoint;
  readonly version: string;
  readonly #clientPlaces: readonly Endpoint[];
  readonly #life: ContainerLife;
  readonly #log: string;
  #clients = 0;
  #inner = 0;
  #asked = false;

  private constructor(
    plan: DockerToxiproxyPlan,
    world: { control: Endpoint; clients: readonly Endpoint[]; life: ContainerLife },
  ) {
    this.control = world.control;
    this.version = plan.image.version;
    this.#clientPlaces = world.clients;
    this.#life = world.life;
    this.#log = logOf(plan);
  }

  static async start(plan: DockerToxiproxyPlan): Promise<DockerToxiproxy> {
    const { engine, image, network, labels, prefix, clientLinks } = plan;
    const clientPorts = Array.from({ length: clientLinks }, (_, i) => FIRST_CLIENT_PORT + i);
    const container = new MemberContainer(engine, logOf(plan), {
      image: image.ref,
      name: `${prefix}-${ALIAS}`,
      alias: ALIAS,
      network,
      labels,
      ...(image.server === undefined ? {} : { entrypoint: [image.server] }),
      command: ['-host', '0.0.0.0', '-port', String(CONTROL_PORT)],
      ports: [CONTROL_PORT, ...clientPorts],
    });
    const life = await container.start();
    const [control, ...clients] = await Promise.all(
      [CONTROL_PORT, ...clientPorts].map((port) => container.published(port)),
    );
    const toxiproxy = new DockerToxiproxy(plan, { control: control as Endpoint, clients, life });
    await toxiproxy.#answers();
    return toxiproxy;
  }

  place(forClients: boolean): LinkPlace {
    const number = forClients ? this.#clients++ : this.#inner++;
    const port = (forClients ? FIRST_CLIENT_PORT : FIRST_INNER_PORT) + number;
    const place = { listen: `0.0.0.0:${port}`, fromMachines: { host: ALIAS, port } };
    if (!forClients) return place;
    const fromHarness = this.#clientPlaces[number];
    if (fromHarness === undefined) throw tooManyClientLinks(this.#clientPlaces.length);
    return { ...place, fromHarness };
  }

  async died(): Promise<string> {
    const exit = await this.#life.exit;
    if (this.#asked) return await new Promise(() => undefined); // asked for: no news
    return toxiproxyEnded(exit, await logTail(this.#log, 3));
  }

  async end(): Promise<void> {
    this.#asked = true;
    await this.#life.destroy();
  }

  async #answers(): Promise<void> {
    const gone = this.died().then((why) => Promise.reject(new Error(why)));
    const stop = new AbortController();
    const call = { ...this.control, method: 'GET', path: '/version' } as const;
    const answers = eventually(
      'Toxiproxy answers',
      async () => (await httpJson(call, seconds(1))) !== undefined,
      { within: seconds(20), every: millis(5), signal: stop.signal },
    );
    try {
      await Promise.race([answers, gone]);
    } finally {
      stop.abort();
    }
  }
}

const logOf = ({ logDir }: DockerToxiproxyPlan): string => join(logDir, 'toxiproxy.log');
