import { byteString } from '../history/byte-string.ts';
import type { Bytes, KeyValue, OpLine } from '../history/types.ts';
import type { EpochFacts } from './facts.ts';

/** When an epoch first showed a key with a revision, to anybody and to each client. */
export class StampsShown {
  readonly #first = new Map<string, number>();

  constructor(epoch: EpochFacts) {
    for (const op of epoch.ops) this.#learnFrom(op);
    for (const { events = [], client, at } of epoch.watches) {
      for (const { key, mod } of events) this.#add({ client, at }, key, mod);
    }
  }

  /** Whether anybody could have known it before `when`. */
  anybody(key: Bytes, stamp: string, when: number): boolean {
    return (this.#first.get(name(key, stamp)) ?? Infinity) <= when;
  }

  /** Whether this very client had been told before `when`. */
  client(client: number, key: Bytes, stamp: string, when: number): boolean {
    return (this.#first.get(`${client} ${name(key, stamp)}`) ?? Infinity) <= when;
  }

  #learnFrom({ outcome, res, ret: at, req, client }: OpLine): void {
    if (outcome !== 'ok' || res === null || at === null) return;
    const to = { client, at };
    this.#addAll(to, res.kvs);
    for (const part of res.responses ?? []) this.#addAll(to, part.kvs);
    if (req.op === 'put') this.#add(to, req.key, res.rev);
    if (req.op !== 'txn') return;
    for (const sub of [...req.then, ...req.else]) {
      if (sub.op === 'put') this.#add(to, sub.key, res.rev);
    }
  }

  #addAll(to: { client: number; at: number }, kvs: readonly KeyValue[] = []): void {
    for (const { key, mod, create } of kvs) {
      this.#add(to, key, mod);
      this.#add(to, key, create);
    }
  }

  #add({ client, at }: { client: number; at: number }, key: Bytes, stamp: string): void {
    for (const known of [name(key, stamp), `${client} ${name(key, stamp)}`]) {
      if (at < (this.#first.get(known) ?? Infinity)) this.#first.set(known, at);
    }
  }
}

const name = (key: Bytes, stamp: string): string => `${byteString(key)} ${stamp}`;
