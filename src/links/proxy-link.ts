import { isDeepStrictEqual } from 'node:util';
import type { Proxy as ToxiproxyProxy, Toxiproxy } from 'toxiproxy-node-client';
import { DoomsdayError } from '../core/doomsday-error.ts';
import type { AppliedToxic, Link, LinkKind, LinkState, RawToxic, Stream, Toxic } from './link.ts';
import { NOT_FOUND } from './toxiproxy-api.ts';
import { toWire } from './toxic.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

export interface LinkPlan {
  readonly name: string;
  readonly kind: LinkKind;
  readonly from?: string;
  readonly to: string;
  readonly upstream: Address;
  readonly place: {
    readonly listen: string;
    readonly fromMachines: Address;
    readonly fromHarness?: Address;
  };
}

/** A link as a proxy of Toxiproxy. */
export class ProxyLink implements Link {
  readonly name: string;
  readonly kind: LinkKind;
  readonly from?: string;
  readonly to: string;
  readonly fromMachines: Address;
  readonly fromHarness?: Address;
  readonly #client: Toxiproxy;
  #proxy: ToxiproxyProxy;
  #toxics = 0;
  #changed: Promise<unknown> = Promise.resolve();

  private constructor(plan: LinkPlan, client: Toxiproxy, proxy: ToxiproxyProxy) {
    this.name = plan.name;
    this.kind = plan.kind;
    this.to = plan.to;
    this.fromMachines = plan.place.fromMachines;
    if (plan.from !== undefined) this.from = plan.from;
    if (plan.place.fromHarness !== undefined) this.fromHarness = plan.place.fromHarness;
    this.#client = client;
    this.#proxy = proxy;
  }

  static async create(plan: LinkPlan, client: Toxiproxy): Promise<ProxyLink> {
    const proxy = await client.createProxy({
      name: wireName(plan.name),
      listen: plan.place.listen,
      upstream: hostPort(plan.upstream),
      enabled: true,
    });
    return new ProxyLink(plan, client, proxy);
  }

  async add(toxic: Toxic, stream: Stream): Promise<AppliedToxic> {
    const wire = { ...toWire(toxic), stream };
    const applied = await this.addRaw(wire);
    const found = (await this.state()).toxics.find(({ name }) => name === applied.name);
    const asked = { name: applied.name, ...wire };
    if (isDeepStrictEqual(found, asked)) return applied;
    await applied.remove();
    throw notApplied(this.name, asked, found);
  }

  async addRaw({ type, stream, attributes }: RawToxic): Promise<AppliedToxic> {
    const name = `${type}-${stream}-${++this.#toxics}`;
    const asked = { name, type: type as Toxic['type'], stream, toxicity: 1, attributes };
    const toxic = await this.#proxy.addToxic(asked);
    let removed: Promise<void> | undefined;
    const remove = async (): Promise<void> => {
      try {
        await (removed ??= toxic.remove().catch(unlessNotFound));
      } catch (error) {
        removed = undefined; // a second try is a new one
        throw error;
      }
    };
    return { name, remove };
  }

  async disable(): Promise<void> {
    await this.#update({ enabled: false });
  }

  async enable(): Promise<void> {
    await this.#update({ enabled: true });
  }

  async retarget(upstream: Address): Promise<void> {
    await this.#update({ upstream: hostPort(upstream) });
  }

  async state(): Promise<LinkState> {
    const { data } = await this.#client.api.get<LinkState>(this.#proxy.getPath());
    const toxics = data.toxics.map(({ name, type, stream, attributes }) => {
      return { name, type, stream, attributes };
    });
    return { enabled: data.enabled, listen: data.listen, upstream: data.upstream, toxics };
  }

  /** The API wants all three fields; `listen` as the server wrote it, or it listens anew. */
  async #update(change: { enabled?: boolean; upstream?: string }): Promise<void> {
    const update = this.#changed.then(() => this.#updateNow(change));
    this.#changed = update.catch(() => undefined); // one after another: each sends the whole state
    await update;
  }

  async #updateNow(change: { enabled?: boolean; upstream?: string }): Promise<void> {
    const { enabled, listen, upstream } = this.#proxy;
    const asked = { enabled, listen, upstream, ...change };
    const proxy = await this.#proxy.update(asked);
    this.#proxy = proxy;
    const got = { enabled: proxy.enabled, listen: proxy.listen, upstream: proxy.upstream };
    if (!isDeepStrictEqual(got, asked)) throw notChanged(this.name, asked, got);
  }
}

/** `peer:m1->m2` has characters that the client library would not escape in a URL. */
const wireName = (name: string): string => name.replace('->', '.').replace(':', '.');

const hostPort = ({ host, port }: Address): string => `${host}:${port}`;

function unlessNotFound(error: unknown): void {
  if (!(error instanceof DoomsdayError && error.code === NOT_FOUND)) throw error;
}

function notApplied(link: string, asked: object, found: object | undefined): DoomsdayError {
  return new DoomsdayError({
    code: 'TOXIC_NOT_APPLIED',
    message: `Toxiproxy did not apply to ${link} what it was asked`,
    expected: JSON.stringify(asked),
    observed: found === undefined ? 'no such toxic' : JSON.stringify(found),
    likely: 'Toxiproxy accepts attributes that it does not know and ignores them',
  });
}

function notChanged(link: string, asked: object, got: object): DoomsdayError {
  return new DoomsdayError({
    code: 'LINK_NOT_CHANGED',
    message: `Toxiproxy did not change ${link} as it was asked`,
    expected: JSON.stringify(asked),
    observed: JSON.stringify(got),
  });
}
