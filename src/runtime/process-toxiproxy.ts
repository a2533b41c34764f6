import { join } from 'node:path';
import { millis, seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { FreePorts } from './free-ports.ts';
import { superviseArguments } from './gate-arguments.ts';
import { httpJson } from './http-json.ts';
import { logTail } from './log-tail.ts';
import type { Endpoint, LinkPlace, ToxiproxyHost } from './runtime.ts';
import { Supervised } from './supervised.ts';
import { tooManyClientLinks, toxiproxyEnded } from './toxiproxy-words.ts';

export interface ProcessToxiproxyPlan {
  readonly gate: string;
  readonly server: string;
  readonly version: string;
  readonly host: string;
  readonly ports: FreePorts;
  readonly logDir: string;
  readonly clientLinks: number;
}

/** Toxiproxy as a local process; every link has a port of its own on the run's first address. */
export class ProcessToxiproxy implements ToxiproxyHost, AsyncDisposable {
  readonly control: Endpoint;
  readonly version: string;
  readonly #plan: ProcessToxiproxyPlan;
  readonly #process: Supervised;
  #clientPlaces = 0;
  #asked = false;

  private constructor(plan: ProcessToxiproxyPlan, control: Endpoint, run: Supervised) {
    this.#plan = plan;
    this.control = control;
    this.version = plan.version;
    this.#process = run;
  }

  static async start(plan: ProcessToxiproxyPlan): Promise<ProcessToxiproxy> {
    const { gate, server, host, ports } = plan;
    const control = { host, port: ports.take() };
    const args = superviseArguments([server, '-host', host, '-port', String(control.port)]);
    const run = await Supervised.start({ gate, args, env: {}, log: logOf(plan) });
    const toxiproxy = new ProcessToxiproxy(plan, control, run);
    try {
      await toxiproxy.#answers();
      return toxiproxy;
    } catch (error) {
      await toxiproxy[Symbol.asyncDispose]();
      throw error;
    }
  }

  place(forClients: boolean): LinkPlace {
    const { host, ports, clientLinks } = this.#plan;
    if (forClients && ++this.#clientPlaces > clientLinks) throw tooManyClientLinks(clientLinks);
    const at = { host, port: ports.take() };
    const place = { listen: `${at.host}:${at.port}`, fromMachines: at };
    return forClients ? { ...place, fromHarness: at } : place;
  }

  async died(): Promise<string> {
    const exit = await this.#process.exit;
    if (this.#asked) return await new Promise(() => undefined); // asked for: no news
    return toxiproxyEnded(exit, await logTail(logOf(this.#plan), 3));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#asked = true;
    await this.#process.destroy();
  }

  async #answers(): Promise<void> {
    const gone = this.died().then((why) => Promise.reject(new Error(why)));
    const stop = new AbortController();
    const answers = eventually(
      'Toxiproxy answers',
      async () => (await httpJson(this.#versionCall, seconds(1))) !== undefined,
      { within: seconds(10), every: millis(5), signal: stop.signal },
    );
    try {
      await Promise.race([answers, gone]);
    } finally {
      stop.abort();
    }
  }

  get #versionCall() {
    return { ...this.control, method: 'GET', path: '/version' } as const;
  }
}

const logOf = ({ logDir }: ProcessToxiproxyPlan): string => join(logDir, 'toxiproxy.log');
