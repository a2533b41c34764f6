import { column, widen } from './column.ts';
import { mayWrite } from '../../history/effects.ts';
import { int64Number, revision } from '../../history/int64.ts';
import type { Bytes, Compare, Header, OpLine, Response } from '../../history/types.ts';
import { ROLE, roleOf } from '../epoch/role.ts';
import { KIND, kindOf } from './kind.ts';
import { HeadersSeen } from './headers-seen.ts';
import { KeyNames } from './key-names.ts';
import { Shown } from './shown.ts';

/**
 * The operations of one epoch as columns, read from the record in one pass and shared by all
 * checks: to touch a million objects once costs more than everything that is done with them.
 */
export interface OpColumns {
  readonly names: KeyNames;
  /** Keys that requests name, by their numbers; others were only shown. */
  readonly named: ReadonlySet<number>;
  readonly calls: Float64Array;
  /** Never = Infinity. */
  readonly rets: Float64Array;
  readonly kinds: Uint8Array;
  readonly roles: Uint8Array;
  /** The revision in the answer's header, where there is a role. */
  readonly headers: Float64Array;
  /** The explicit revision that an answered read asked for; 0 = the newest. */
  readonly asked: Float64Array;
  /** The key that the request names, or the first of its range; -1 for none and for txns. */
  readonly keys: Int32Array;
  /** What an answered put wrote. */
  readonly values: readonly (Bytes | undefined)[];
  /** The leases of answered puts that asked for one. */
  readonly leased: ReadonlyMap<number, string>;
  /** What an answered read counted; -1: it did not say, or showed no keys. */
  readonly counts: Int32Array;
  /** What answers showed: of operation i from `shownFrom[i]` on, below `shownFrom[i + 1]`. */
  readonly shown: Shown;
  readonly shownFrom: Int32Array;
  /** The header of each answer: a place in `seen.all`, or -1. */
  readonly headerIds: Int32Array;
  readonly seen: HeadersSeen;
  /** Writes without an answer. */
  readonly doubtful: readonly number[];
  readonly compacts: readonly number[];
  readonly leases: readonly number[];
  /** Txns that compare a create revision: those by which locks are asked for and held. */
  readonly fenced: readonly number[];
  /** Reads at an explicit revision, whatever came of them. */
  readonly explicit: readonly number[];
}

/** Cost: O(operations and what they showed). @throws {HarnessBug} a revision that is none. */
export function opColumns(ops: readonly OpLine[]): OpColumns {
  const builder = new Builder(ops.length);
  for (let i = 0; i < ops.length; i++) builder.add(ops[i] as OpLine, i);
  return builder.finish();
}

class Builder {
  readonly columns;
  /** By the number of a key: 1 = a request names it. */
  #named = column(Uint8Array, 1024);
  /** The last header met: runs of answers share it. */
  #header: Header | undefined;
  #headerId = -1;

  constructor(size: number) {
    this.columns = {
      names: new KeyNames(),
      calls: column(Float64Array, size),
      rets: column(Float64Array, size),
      kinds: column(Uint8Array, size),
      roles: column(Uint8Array, size),
      headers: column(Float64Array, size),
      asked: column(Float64Array, size),
      keys: column(Int32Array, size).fill(-1),
      values: Array<Bytes | undefined>(size),
      leased: new Map<number, string>(),
      counts: column(Int32Array, size).fill(-1),
      shown: new Shown(),
      shownFrom: column(Int32Array, size + 1),
      headerIds: column(Int32Array, size).fill(-1),
      seen: new HeadersSeen(),
      doubtful: [] as number[],
      compacts: [] as number[],
      leases: [] as number[],
      fenced: [] as number[],
      explicit: [] as number[],
    };
  }

  finish(): OpColumns {
    const named = new Set<number>();
    for (let id = 0; id < this.#named.length; id++) if (this.#named[id] === 1) named.add(id);
    return { ...this.columns, named };
  }

  add(op: OpLine, i: number): void {
    const { columns } = this;
    const { req, res, ret, outcome } = op;
    const kind = kindOf(req.op);
    columns.calls[i] = op.call;
    columns.rets[i] = ret ?? Infinity;
    columns.kinds[i] = kind;
    this.#nameKeys(op, kind, i);
    if (kind >= KIND.compact) (kind === KIND.compact ? columns.compacts : columns.leases).push(i);
    if (outcome === 'ok' && res !== null) this.#answered(op, res, kind, i);
    else if (outcome === 'info' && mayWrite(req)) columns.doubtful.push(i);
    columns.shownFrom[i + 1] = columns.shown.size;
  }

  #answered(op: OpLine, res: Response, kind: number, i: number): void {
    const { columns } = this;
    const { req, hdr } = op;
    columns.headers[i] = revision(res.rev);
    if (req.op === 'put') {
      columns.roles[i] = ROLE.write;
      columns.values[i] = req.value;
      if (req.lease !== undefined && req.lease !== '0') columns.leased.set(i, req.lease);
    } else columns.roles[i] = roleOf(op);
    if (hdr !== undefined) columns.headerIds[i] = this.#idOf(hdr);
    if (kind === KIND.put) return;
    if (res.kvs !== undefined) {
      columns.shown.addAll(res.kvs, columns.names, i);
      columns.counts[i] = res.count ?? -1;
    }
    if (res.responses === undefined) return;
    for (const part of res.responses) {
      if (part.kvs !== undefined) columns.shown.addAll(part.kvs, columns.names, i);
    }
  }

  #nameKeys({ req, outcome }: OpLine, kind: number, i: number): void {
    const { columns } = this;
    if (req.op === 'txn') {
      for (const { key } of req.compares) this.#name(key);
      for (const { key } of req.then) this.#name(key);
      for (const { key } of req.else) this.#name(key);
      if (req.compares.some(isFence)) columns.fenced.push(i);
      return;
    }
    if (!('key' in req)) return;
    columns.keys[i] = this.#name(req.key);
    if (kind !== KIND.get && kind !== KIND.range) return;
    const { rev } = req as { rev?: string };
    if (rev === undefined) return;
    const asked = outcome === 'ok' ? revision(rev) : int64Number(rev);
    if (asked === 0) return;
    columns.explicit.push(i);
    if (outcome === 'ok') columns.asked[i] = asked;
  }

  #name(key: Bytes): number {
    const id = this.columns.names.meet(key);
    while (id >= this.#named.length) this.#named = widen(this.#named);
    this.#named[id] = 1;
    return id;
  }

  #idOf(header: Header): number {
    if (header === this.#header) return this.#headerId;
    this.#header = header;
    return (this.#headerId = this.columns.seen.meet(header));
  }
}

const isFence = ({ target }: Compare): boolean => target === 'create';
