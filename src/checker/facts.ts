import { byteString } from '../history/byte-string.ts';
import { revision } from '../history/int64.ts';
import { ledgerOf, type Ledger } from '../history/ledger.ts';
import { opColumns, type OpColumns } from './columns/op-columns.ts';
import { streamsOf, type Stream } from './watch/stream.ts';
import type {
  DrillRecord,
  EpochLine,
  KeyValue,
  OpLine,
  StateLine,
  WatchLine,
} from '../history/types.ts';

/** What one member held at one revision: its state lines put together. */
export interface MemberState {
  readonly line: StateLine;
  readonly epoch: number;
  readonly member: string;
  readonly revision: number;
  readonly compactRevision: number;
  readonly kvs: readonly KeyValue[];
}

/** Where an epoch starts from. */
export interface InitialState {
  readonly revision: number;
  readonly compactRevision: number;
  readonly kvs: readonly KeyValue[];
}

/** One logical cluster's life. */
export interface EpochFacts {
  readonly n: number;
  /** The restore that began it; undefined for the first. */
  readonly begun: EpochLine | undefined;
  readonly ops: readonly OpLine[];
  readonly watches: readonly WatchLine[];
  readonly ledger: Ledger;
  /** The operations as columns, and the watches with what they were told. */
  readonly columns: OpColumns;
  readonly streams: readonly Stream[];
  readonly finals: readonly MemberState[];
  readonly restored: readonly MemberState[];
  /** undefined: the restored state was not read, so nothing after it can be replayed. */
  readonly initial: InitialState | undefined;
}

/** A record, sorted for the checks. Everything is worked out once, on first use. */
export class Facts {
  readonly record: DrillRecord;
  readonly #epochs = new Map<number, EpochFacts>();
  readonly #results = new Map<unknown, unknown>();

  constructor(record: DrillRecord) {
    this.record = record;
  }

  /** The numbers of all epochs that anything is known of, growing; the first is 1. */
  get numbers(): readonly number[] {
    return this.once('numbers', () => {
      const all = new Set([1, ...this.record.epochs.map((line) => line.n)]);
      for (const n of this.opsByEpoch.keys()) all.add(n);
      return [...all].sort((a, b) => a - b);
    });
  }

  get opsByEpoch(): ReadonlyMap<number, readonly OpLine[]> {
    return this.once('ops', () => {
      const { ops } = this.record;
      const first = ops[0]?.epoch ?? 1;
      if (ops.every((op) => op.epoch === first)) return new Map([[first, ops]]);
      return Map.groupBy(ops, (op) => op.epoch);
    });
  }

  get epochs(): readonly EpochFacts[] {
    return this.numbers.map((n) => this.epoch(n));
  }

  epoch(n: number): EpochFacts {
    let facts = this.#epochs.get(n);
    if (facts === undefined) this.#epochs.set(n, (facts = gather(this, n)));
    return facts;
  }

  /** Pairs of an epoch and the one restored from it. */
  get restores(): readonly { old: EpochFacts; line: EpochLine; fresh: EpochFacts }[] {
    return this.record.epochs.flatMap((line) => {
      const before = this.numbers.findLast((n) => n < line.n);
      if (before === undefined) return [];
      return [{ old: this.epoch(before), line, fresh: this.epoch(line.n) }];
    });
  }

  /** Whether the drill is the only writer of this key (a byte string). */
  owns(key: string): boolean {
    const prefixes = this.once('prefixes', () => this.record.header.prefixes.map(byteString));
    return prefixes.length === 0 || prefixes.some((prefix) => key.startsWith(prefix));
  }

  /** Whether every line that was meant to be written is there. */
  get complete(): boolean {
    return this.record.ended && this.record.dropped === 0;
  }

  /** Whether more than calls were recorded, so that final states are to be expected. */
  get isDrill(): boolean {
    const { states, epochs, faults } = this.record;
    return states.length + epochs.length + faults.length > 0;
  }

  /** Works something out once for all checks that need it. */
  once<T>(what: unknown, make: () => T): T {
    if (!this.#results.has(what)) this.#results.set(what, make());
    return this.#results.get(what) as T;
  }
}

function gather(facts: Facts, n: number): EpochFacts {
  const { record } = facts;
  const begun = record.epochs.find((line) => line.n === n);
  const states = memberStates(record.states.filter((line) => line.epoch === n));
  const restored = states.filter((state) => state.line.occasion === 'before-clients');
  const ops = facts.opsByEpoch.get(n) ?? [];
  const columns = (): OpColumns => facts.once(`columns ${n}`, () => opColumns(ops));
  return {
    n,
    begun,
    ops,
    get watches(): readonly WatchLine[] {
      return facts.once(`watches ${n}`, () => record.watches.filter((line) => line.epoch === n));
    },
    get ledger(): Ledger {
      return facts.once(`ledger ${n}`, () => ledgerOf(record, n));
    },
    get columns(): OpColumns {
      return columns();
    },
    get streams(): readonly Stream[] {
      return facts.once(`streams ${n}`, () => streamsOf(record.watches, n, columns().names));
    },
    finals: states.filter((state) => state.line.occasion === 'final'),
    restored,
    initial: n === 1 ? firstState(record) : restored[0],
  };
}

/** An etcd that was never written to is at revision 1. */
function firstState(record: DrillRecord): InitialState {
  const { initial } = record.header;
  if (initial === undefined) return { revision: 1, compactRevision: 0, kvs: [] };
  const { kvs } = initial;
  const compactRevision = revision(initial.compactRevision);
  return { revision: revision(initial.revision), compactRevision, kvs };
}

/** Puts the chunks of each member's state together; a chunk without its end is dropped. */
function memberStates(lines: readonly StateLine[]): MemberState[] {
  const open = new Map<string, StateLine[]>();
  const done: MemberState[] = [];
  for (const line of lines) {
    const whose = `${line.occasion} ${line.read} ${line.member}`;
    const chunks = open.get(whose) ?? [];
    chunks.push(line);
    if (line.more === true) {
      open.set(whose, chunks);
      continue;
    }
    open.delete(whose);
    done.push({
      line,
      epoch: line.epoch,
      member: line.member,
      revision: revision(line.revision),
      compactRevision: revision(line.compactRevision),
      kvs: chunks.length === 1 ? line.kvs : chunks.flatMap((chunk) => chunk.kvs),
    });
  }
  return done;
}
