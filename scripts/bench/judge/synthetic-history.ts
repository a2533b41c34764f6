import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRng, type Rng } from '../../../src/core/rng.ts';

export interface SyntheticOptions {
  readonly operations: number;
  /** Of a thousand operations, how many get no answer; half of those happened. */
  readonly lostPerMille: number;
  /** Whether calls are written at the call too, as a running drill does. */
  readonly invokes: boolean;
  readonly seed?: string;
  /** Operations of which everything that writes goes unanswered: an outage in the middle. */
  readonly outage?: number;
}

interface Stored {
  value: string;
  create: number;
  mod: number;
  version: number;
}

const KEYS = 1000;
const CLIENTS = 64;
/** Nanoseconds between two operations, and the longest way of a call or an answer. */
const PACE = 200_000;
const WAY = 2_000_000;
const CHUNK = 1 << 20;
const HEADER = `"hdr":{"cluster":"dbca26655f3dd01a","member":"63e697a138c325c3","term":"2"}`;

/**
 * Writes the record of a legal history: a mixed load of puts, gets, deletes, ranges, compares and
 * compactions over a thousand keys, one watch on everything, final states of three members.
 * Made as text, because the objects of millions of operations would cost more than the judging.
 * @returns how many lines there are.
 */
export function writeSyntheticHistory(file: string, options: SyntheticOptions): number {
  return new Writer(file, options).write();
}

class Writer {
  readonly #options: SyntheticOptions;
  readonly #rng: Rng;
  readonly #fd: number;
  readonly #space: (Stored | undefined)[] = [];
  #text: string[] = [];
  #waiting = 0;
  #lines = 0;
  #revision = 1;
  #now = 10 * WAY;
  #events: string[] = [];
  /** The id of each client: a fresh one after a call without an answer. */
  readonly #clients = Array.from({ length: CLIENTS }, (_, i) => i + 2);

  constructor(file: string, options: SyntheticOptions) {
    this.#options = options;
    this.#rng = seededRng(options.seed ?? '0x5eed');
    this.#fd = openSync(file, 'w');
  }

  write(): number {
    const { operations } = this.#options;
    this.#line(
      `{"t":"header","format":"doomsday-history","version":1,"run":"bench","seed":"0x5eed",` +
        `"startedAt":"2026-01-01T00:00:00.000Z","scene":"bench",` +
        `"etcd":{"m1":"3.7.1","m2":"3.7.1","m3":"3.7.1"},"prefixes":[]}`,
    );
    const ask = '"key":"\\u0000","end":"\\u0000","startRevision":"2","filters":[],"prevKv":false';
    this.#line(`${this.#watch('open')},${ask},"revision":"1"}`);
    for (let id = 1; id <= operations; id++) this.#operation(id);
    this.#flush();
    this.#states();
    this.#line(`{"t":"end","at":${this.#now + 1},"dropped":0}`);
    this.#drain();
    closeSync(this.#fd);
    return this.#lines;
  }

  /** Applied at a moment of its own between call and return. */
  #operation(id: number): void {
    const rng = this.#rng;
    const { invokes, lostPerMille } = this.#options;
    this.#now += PACE;
    const call = this.#now - rng.int(0, WAY);
    const slot = id % CLIENTS;
    const client = this.#clients[slot];
    const key = rng.int(0, KEYS - 1);
    const kind = rng.int(0, 99);
    const lost = this.#isOutage(id) ? kind < 50 : rng.int(1, 1000) <= lostPerMille;
    const req = request(kind, key, id, this.#space[key], this.#revision);
    const head = `"id":${id},"client":${client},"member":"m1","epoch":1,"call":${call}`;
    if (invokes) this.#line(`{"t":"invoke",${head},"req":${req}}`);
    const res = lost && rng.int(0, 1) === 0 ? undefined : this.#apply(kind, key, id);
    if (lost) {
      this.#clients[slot] = CLIENTS + 1 + id;
      const err = '"err":{"code":"DEADLINE_EXCEEDED","message":"deadline exceeded"}';
      this.#line(`{"t":"op",${head},"ret":null,"outcome":"info","req":${req},"res":null,${err}}`);
    } else {
      const ret = this.#now + rng.int(1, WAY);
      this.#line(
        `{"t":"op",${head},"ret":${ret},"outcome":"ok","req":${req},"res":${res},${HEADER}}`,
      );
    }
    if (rng.int(0, 1) === 0) this.#flush();
  }

  /** Where an outage is asked for, it begins in the middle and takes that many writes. */
  #isOutage(id: number): boolean {
    const { outage = 0, operations } = this.#options;
    return id > operations / 2 && id <= operations / 2 + 2 * outage;
  }

  #apply(kind: number, key: number, id: number): string {
    if (kind < 45) return this.#put(key, `c-${id}`);
    if (kind < 50) return this.#delete(key);
    if (kind < 60) {
      const responses = `"succeeded":true,"responses":[{}]}`;
      return `${this.#put(key, `t-${id}`).slice(0, -1)},${responses}`;
    }
    if (kind < 63) return this.#range(key);
    if (kind < 64) return `{"rev":"${this.#revision}"}`;
    const kvs = this.#kv(key);
    return `{"rev":"${this.#revision}","count":${kvs === '' ? 0 : 1},"kvs":[${kvs}]}`;
  }

  #put(key: number, value: string): string {
    const before = this.#space[key];
    const mod = ++this.#revision;
    const { create, version } = before ?? { create: mod, version: 0 };
    this.#space[key] = { value, create, mod, version: version + 1 };
    this.#events.push(`{"type":"put",${this.#kv(key).slice(1)}`);
    return `{"rev":"${mod}"}`;
  }

  #delete(key: number): string {
    if (this.#space[key] === undefined) return `{"rev":"${this.#revision}","deleted":0}`;
    this.#space[key] = undefined;
    const mod = ++this.#revision;
    this.#events.push(`{"type":"delete","key":"${nameOf(key)}","mod":"${mod}"}`);
    return `{"rev":"${mod}","deleted":1}`;
  }

  /** The decade of the key. */
  #range(key: number): string {
    const from = key - (key % 10);
    const shown = Array.from({ length: 10 }, (_, i) => this.#kv(from + i)).filter(
      (kv) => kv !== '',
    );
    return `{"rev":"${this.#revision}","count":${shown.length},"kvs":[${shown.join(',')}]}`;
  }

  #kv(key: number): string {
    const stored = this.#space[key];
    if (stored === undefined) return '';
    const { value, create, mod, version } = stored;
    const stamps = `"create":"${create}","mod":"${mod}","version":"${version}","lease":"0"`;
    return `{"key":"${nameOf(key)}","value":"${value}",${stamps}}`;
  }

  #flush(): void {
    if (this.#events.length === 0) return;
    const events = this.#events.join(',');
    this.#line(
      `${this.#watch('events')},"revision":"${this.#revision}","events":[${events}],${HEADER}}`,
    );
    this.#events = [];
  }

  #watch(kind: string): string {
    return `{"t":"watch","id":1,"client":1,"member":"m1","epoch":1,"at":${this.#now},"kind":"${kind}"`;
  }

  #states(): void {
    const at = this.#now + 10 * WAY;
    const kvs = Array.from({ length: KEYS }, (_, key) => this.#kv(key)).filter((kv) => kv !== '');
    const revision = `"revision":"${this.#revision}","compactRevision":"0"`;
    for (const member of ['m1', 'm2', 'm3']) {
      this.#line(
        `{"t":"state","epoch":1,"member":"${member}","at":${at},"read":"linearizable",${revision},` +
          `"kvs":[${kvs.join(',')}],"occasion":"final","hashKv":{${revision},"hash":"1"}}`,
      );
    }
  }

  #line(text: string): void {
    this.#text.push(text);
    this.#lines += 1;
    this.#waiting += text.length;
    if (this.#waiting > CHUNK) this.#drain();
  }

  #drain(): void {
    writeSync(this.#fd, `${this.#text.join('\n')}\n`);
    this.#text = [];
    this.#waiting = 0;
  }
}

const nameOf = (key: number): string => `load/k${String(key).padStart(4, '0')}`;

function request(
  kind: number,
  key: number,
  id: number,
  stored: Stored | undefined,
  revision: number,
): string {
  const name = `"key":"${nameOf(key)}"`;
  if (kind < 45) return `{"op":"put",${name},"value":"c-${id}"}`;
  if (kind < 50) return `{"op":"delete",${name}}`;
  if (kind < 60) {
    const compare = `{${name},"target":"mod","result":"=","value":"${stored?.mod ?? 0}"}`;
    const put = `{"op":"put",${name},"value":"t-${id}"}`;
    return `{"op":"txn","compares":[${compare}],"then":[${put}],"else":[{"op":"get",${name}}]}`;
  }
  if (kind < 63) {
    const decade = nameOf(key).slice(0, -1);
    return `{"op":"range","key":"${decade}0","end":"${decade}:"}`;
  }
  if (kind < 64) return `{"op":"compact","rev":"${Math.max(1, revision - 10_000)}"}`;
  return `{"op":"get",${name},"serializable":${kind > 95}}`;
}
