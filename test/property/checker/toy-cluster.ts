import { seededRng, type Rng } from '../../../src/core/rng.ts';
import type {
  Compare,
  DrillRecord,
  EpochLine,
  HeldLeases,
  KeyValue,
  OpLine,
  PlainRequest,
  PlainResponse,
  Request,
  Response,
  StateLine,
  WatchEvent,
  WatchLine,
} from '../../../src/history/types.ts';
import { heldBy, snapshotLine } from './toy-leases.ts';
import { ToyLock } from './toy-lock.ts';

export interface ToyOptions {
  readonly seed: string;
  readonly ops: number;
  readonly keys: number;
  /** In a hundred. */
  readonly lostPercent: number;
  readonly watched: boolean;
  readonly restores: number;
  /** Leases end by themselves, one at a time, once their time is over. */
  readonly expiry?: boolean;
  /** The watch is opened only after so many calls of each epoch. */
  readonly lateWatch?: number;
  /** Clients ask for a lock, and act as owners of what they once saw that they own. */
  readonly locks?: boolean;
}

interface Stored {
  value: string;
  create: number;
  mod: number;
  version: number;
  lease: string;
}

type KeySpace = Map<string, Stored>;

/**
 * A tiny honest etcd: one key space, real concurrency (calls overlap, answers come late or never),
 * leases, transactions, deletes of ranges, old reads, compaction, expiry, and restores with a bump.
 * Whatever it records is legal by construction.
 */
export class ToyCluster {
  readonly #rng: Rng;
  readonly #options: ToyOptions;
  #space: KeySpace = new Map();
  #revision = 1;
  #compacted = 0;
  #old = new Map<number, KeySpace>();
  #leases = new Set<string>();
  #leasesAt = new Map<number, Set<string>>();
  #now = 1000;
  #epoch = 1;
  #serial = 0;
  #events: WatchEvent[] = [];
  #watching = false;
  readonly #lock = new ToyLock();
  readonly #ops: OpLine[] = [];
  readonly #watches: WatchLine[] = [];
  readonly #states: StateLine[] = [];
  readonly #epochs: EpochLine[] = [];

  constructor(options: ToyOptions) {
    this.#options = options;
    this.#rng = seededRng(options.seed);
    this.#old.set(1, new Map());
  }

  record(): DrillRecord {
    const { restores, ops, expiry, lateWatch = 0 } = this.#options;
    for (let part = 0; part <= restores; part++) {
      if (part > 0) this.#restore();
      for (let i = 0; i < ops; i++) {
        if (i === Math.min(lateWatch, ops - 1)) this.#openWatch();
        if (expiry === true && this.#rng.int(0, 14) === 0) this.#expire();
        this.#call();
      }
    }
    for (const member of ['m1', 'm2']) this.#state('final', member, this.#revision);
    this.#ops.sort((a, b) => a.call - b.call);
    return {
      header: {
        t: 'header',
        format: 'doomsday-history',
        version: 1,
        run: 'toy',
        seed: this.#options.seed,
        startedAt: '2026-01-01T00:00:00.000Z',
        scene: 'toy',
        etcd: {},
        prefixes: ['k'],
      },
      ops: this.#ops,
      watches: this.#watches,
      faults: [],
      epochs: this.#epochs,
      states: this.#states,
      samples: [],
      marks: [],
      ended: true,
      dropped: 0,
    };
  }

  /** One call: applied, if at all, at a moment of its own between call and return. */
  #call(): void {
    this.#now += this.#rng.int(1, 20);
    const applied = this.#now;
    const req = this.#request();
    const lost = this.#rng.int(1, 100) <= this.#options.lostPercent;
    const call = applied - this.#rng.int(0, 60);
    const ret = applied + this.#rng.int(0, 60);
    const id = ++this.#serial;
    const line = { t: 'op', id, client: id, member: 'm1', epoch: this.#epoch, call, req } as const;
    if (lost && this.#rng.int(0, 1) === 0) {
      this.#ops.push({ ...line, ret: null, outcome: 'info', res: null });
      return;
    }
    const res = this.#apply(req);
    if (res === undefined) this.#ops.push({ ...line, ret, outcome: 'fail', res: null });
    else if (lost) this.#ops.push({ ...line, ret: null, outcome: 'info', res: null });
    else this.#ops.push({ ...line, ret, outcome: 'ok', res });
    if (this.#rng.int(0, 2) === 0) this.#flush();
  }

  #key = (): string => `k${this.#rng.int(1, this.#options.keys)}`;

  #request(): Request {
    const key = this.#key();
    const value = `v${this.#serial}`;
    const leases = [...this.#leases];
    if (this.#options.locks === true && this.#rng.int(0, 2) === 0) {
      return this.#lock.request(this.#rng, { space: this.#space, leases, serial: this.#serial });
    }
    switch (this.#rng.int(0, 13)) {
      case 0:
        return { op: 'delete', key };
      case 1:
        return { op: 'range', key: 'k', end: 'l', limit: this.#rng.int(0, 3) };
      case 2:
        return { op: 'txn', compares: [this.#compare()], then: this.#plain(), else: this.#plain() };
      case 3:
        return { op: 'delete', key, end: `k${this.#rng.int(1, this.#options.keys)}` };
      case 4:
        return leases.length > 0 && this.#rng.int(0, 2) > 0
          ? { op: 'put', key, value, lease: this.#rng.pick(leases) }
          : { op: 'lease-grant', ttl: '60', lease: String(1000 + this.#serial) };
      case 5:
        if (leases.length > 0 && this.#rng.int(0, 2) === 0) {
          return { op: 'lease-revoke', lease: this.#rng.pick(leases) };
        }
        return { op: 'get', key, serializable: true };
      case 6:
        return {
          op: 'get',
          key,
          rev: String(this.#rng.int(Math.max(1, this.#compacted), this.#revision)),
        };
      case 7:
        return this.#rng.int(0, 9) === 0
          ? { op: 'compact', rev: String(this.#rng.int(this.#compacted, this.#revision)) }
          : { op: 'get', key };
      case 8:
      case 9:
        return { op: 'get', key };
      default:
        return { op: 'put', key, value };
    }
  }

  #compare(): Compare {
    const key = this.#key();
    const stored = this.#space.get(key);
    const wrong = this.#rng.int(0, 2) === 0 ? 1 : 0;
    const result = this.#rng.pick(['=', '!=', '<', '>'] as const);
    switch (this.#rng.int(0, 3)) {
      case 0:
        return { key, target: 'value', result, value: `${stored?.value ?? ''}${wrong}` };
      case 1:
        return { key, target: 'version', result, value: String((stored?.version ?? 0) + wrong) };
      case 2:
        return { key, target: 'create', result, value: String((stored?.create ?? 0) + wrong) };
      default:
        return { key, target: 'mod', result, value: String((stored?.mod ?? 0) + wrong) };
    }
  }

  #plain(): PlainRequest[] {
    const keys = this.#rng.shuffle(
      Array.from({ length: this.#options.keys }, (_, i) => `k${i + 1}`),
    );
    return keys.slice(0, this.#rng.int(0, 3)).map((key): PlainRequest => {
      const kind = this.#rng.int(0, 3);
      if (kind === 0) return { op: 'delete', key };
      return kind === 1 ? { op: 'get', key } : { op: 'put', key, value: `t${this.#serial}${key}` };
    });
  }

  /** undefined: refused. */
  #apply(req: Request): Response | undefined {
    if (req.op === 'txn') return this.#txn(req);
    if (req.op === 'lease-grant') {
      this.#leases.add(req.lease);
      return { rev: String(this.#revision), lease: req.lease, ttl: req.ttl };
    }
    if (req.op === 'lease-revoke') return this.#revoke(req.lease);
    if (req.op === 'lease-keepalive') return { rev: String(this.#revision), ttl: '60' };
    if (req.op === 'compact') {
      if (Number(req.rev) <= this.#compacted) return undefined;
      this.#compacted = Number(req.rev);
      return { rev: String(this.#revision) };
    }
    const before = this.#revision;
    const res = this.#plainly(req, before + 1);
    return { rev: String(this.#settle(before + 1)), ...res };
  }

  #revoke(lease: string): Response | undefined {
    if (!this.#leases.delete(lease)) return undefined;
    const at = this.#revision + 1;
    for (const [key, { lease: own }] of this.#space) if (own === lease) this.#drop(key, at);
    return { rev: String(this.#settle(at)) };
  }

  #expire(): void {
    const leases = [...this.#leases];
    if (leases.length === 0) return;
    this.#now += 61e9;
    this.#revoke(this.#rng.pick(leases));
    this.#flush();
  }

  #txn(req: Extract<Request, { op: 'txn' }>): Response {
    const at = this.#revision + 1;
    const succeeded = req.compares.every((compare) => this.#holds(compare));
    const responses = (succeeded ? req.then : req.else).map((sub) => this.#plainly(sub, at));
    return { rev: String(this.#settle(at)), succeeded, responses };
  }

  #holds({ key, target, result, value }: Compare): boolean {
    const stored = this.#space.get(key as string);
    if (target === 'value' && stored === undefined) return false;
    const own =
      target === 'value' ? stored?.value : target === 'lease' ? stored?.lease : stored?.[target];
    const a = target === 'value' ? (own as string) : Number(own ?? 0);
    const b = target === 'value' ? (value as string) : Number(value);
    return { '=': a === b, '!=': a !== b, '<': a < b, '>': a > b }[result];
  }

  #plainly(req: PlainRequest, at: number): PlainResponse {
    if (req.op === 'put') {
      const before = this.#space.get(req.key as string);
      const stored: Stored = {
        value: req.value as string,
        create: before?.create ?? at,
        mod: at,
        version: (before?.version ?? 0) + 1,
        lease: req.lease ?? '0',
      };
      this.#space.set(req.key as string, stored);
      this.#events.push({
        type: 'put',
        ...shown(req.key as string, stored),
        ...prevOf(req.key as string, before),
      });
      return {};
    }
    const end = 'end' in req ? (req.end as string | undefined) : undefined;
    const from =
      'rev' in req && req.rev !== undefined ? this.#old.get(Number(req.rev)) : this.#space;
    const keys = [...(from as KeySpace).keys()]
      .filter((key) =>
        end === undefined ? key === req.key : key >= (req.key as string) && key < end,
      )
      .sort();
    if (req.op === 'delete') {
      for (const key of keys) this.#drop(key, at);
      return { deleted: keys.length };
    }
    const limit = req.op === 'range' && req.limit ? req.limit : Infinity;
    const kvs = keys.slice(0, limit).map((key) => shown(key, from?.get(key) as Stored));
    return { count: keys.length, kvs };
  }

  #drop(key: string, at: number): void {
    const before = this.#space.get(key);
    this.#space.delete(key);
    this.#events.push({ type: 'delete', key, mod: String(at), ...prevOf(key, before) });
  }

  /** The revision to answer with: the next one if anything changed, else the one that there was. */
  #settle(at: number): number {
    if (this.#events.at(-1)?.mod !== String(at)) return this.#revision;
    this.#revision = at;
    this.#old.set(at, new Map(this.#space));
    this.#leasesAt.set(at, new Set(this.#leases));
    return at;
  }

  #openWatch(): void {
    if (!this.#options.watched) return;
    this.#flush();
    this.#watching = true;
    const startRevision = String(this.#revision + 1);
    this.#line('open', { key: '\0', end: '\0', startRevision, prevKv: true });
  }

  #line(kind: WatchLine['kind'], rest: Partial<WatchLine>): void {
    const who = { id: this.#epoch, client: 500 + this.#epoch, member: 'm1', epoch: this.#epoch };
    this.#watches.push({ t: 'watch', ...who, at: this.#now, kind, ...rest });
  }

  #flush(): void {
    if (this.#watching && this.#events.length > 0) {
      this.#line('events', { revision: String(this.#revision), events: this.#events });
    }
    this.#events = [];
  }

  #state(
    occasion: StateLine['occasion'],
    member: string,
    revision: number,
    leases?: HeldLeases,
  ): void {
    this.#flush();
    this.#now += 200;
    const kvs = [...this.#space].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => shown(k, v));
    const hash = JSON.stringify(kvs).length.toString(16);
    const compactRevision = String(this.#compacted);
    this.#states.push({
      t: 'state',
      epoch: this.#epoch,
      member,
      at: this.#now,
      read: 'linearizable',
      revision: String(revision),
      compactRevision,
      kvs,
      occasion,
      hashKv: { revision: String(revision), compactRevision, hash },
      ...(leases === undefined ? {} : { leases }),
    });
  }

  #restore(): void {
    this.#flush();
    this.#watching = false;
    const low = Math.max(
      1,
      this.#revision - 8,
      ...this.#epochs.map((line) => Number(line.snapshot.revision) + Number(line.bump)),
    );
    const snapshot = this.#rng.int(low, this.#revision);
    const bump = 1000;
    this.#epoch += 1;
    this.#space = new Map(this.#old.get(snapshot));
    this.#revision = this.#compacted = snapshot + bump;
    this.#old = new Map([[this.#revision, new Map(this.#space)]]);
    this.#leases = new Set(this.#leasesAt.get(snapshot));
    this.#leasesAt = new Map([[this.#revision, new Set(this.#leases)]]);
    this.#now += 500;
    const leases = { until: this.#now, held: heldBy(this.#leases, this.#space) };
    this.#states.push(snapshotLine(this.#epoch - 1, snapshot, leases));
    this.#epochs.push({
      t: 'epoch',
      n: this.#epoch,
      at: this.#now,
      cause: 'restore',
      snapshot: { revision: String(snapshot), takenAt: 0, member: 'm1' },
      bump: String(bump),
      markCompacted: true,
    });

    this.#state('before-clients', 'm1', this.#revision, leases);
  }
}

const shown = (key: string, { value, create, mod, version, lease }: Stored): KeyValue => ({
  key,
  value,
  create: String(create),
  mod: String(mod),
  version: String(version),
  lease,
});

const prevOf = (key: string, before: Stored | undefined): { prev?: KeyValue } =>
  before === undefined ? {} : { prev: shown(key, before) };
