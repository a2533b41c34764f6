import { byteString } from '../../history/byte-string.ts';
import type { Facts } from '../facts.ts';
import { ROLE } from '../epoch/role.ts';
import { isClean } from '../replays.ts';
import { NONE, type ChangeLog } from '../epoch/change-log.ts';
import type { Replay } from '../epoch/replay.ts';
import type { Stream } from './stream.ts';
import { firstNot } from '../columns/bisect.ts';

/** The changes of an epoch in order of revision. */
export interface Truth {
  /** Indices into the change log. */
  readonly order: Int32Array;
  readonly replay: Replay;
  /** Whether a change certainly happened: claimed by an answered put, or seen by somebody. */
  isCertain(change: number): boolean;
}

export function truthOf(facts: Facts, n: number, replay: Replay): Truth {
  return facts.once(`truth ${n}`, () => {
    const { log, outline } = replay;
    const order = orderOf(log);
    const clean = isClean(replay);
    const { roles } = outline.columns;
    const isCertain = (change: number): boolean => {
      const op = log.ops[change] as number;
      if (op >= 0 && roles[op] !== ROLE.none) return clean || (log.versions[change] as number) > 0;
      return clean && outline.evidence.at.has(log.revisions[change] as number);
    };
    return { order, replay, isCertain };
  });
}

function orderOf(log: ChangeLog): Int32Array {
  const { size, keys, revisions, forgotten } = log;
  const order = new Int32Array(size - forgotten);
  let kept = 0;
  for (let i = 0; i < size; i++) if (keys[i] !== NONE) order[kept++] = i;
  if (forgotten === 0 && isGrowing(revisions, size)) return order;
  return order.sort((a, b) => (revisions[a] as number) - (revisions[b] as number));
}

function isGrowing(values: Float64Array, size: number): boolean {
  for (let i = 1; i < size; i++)
    if ((values[i] as number) < (values[i - 1] as number)) return false;
  return true;
}

/** Which changes a watch asked to be told of. */
export interface Asked {
  /** The first change that counts: a place in the order. */
  readonly first: number;
  readonly low: number;
  readonly high: number;
  readonly puts: boolean;
  readonly deletes: boolean;
}

/** undefined: its opening was not recorded. */
export function askedOf({ order, replay }: Truth, stream: Stream): Asked | undefined {
  const { open, from } = stream;
  if (open?.key === undefined) return undefined;
  const { log, outline } = replay;
  const all = byteString(open.key) === '\0' && open.end === '\0';
  const { low, high } = all
    ? { low: 0, high: outline.keys.size }
    : outline.keys.range(open.key, open.end);
  const without = new Set(open.filters ?? []);
  const start = Math.max(from, outline.initial.revision + 1);
  const first = firstFrom(order, log.revisions, start);
  return { first, low, high, puts: !without.has('noput'), deletes: !without.has('nodelete') };
}

/** Whether a change is of a key and a kind that the watch asked for. */
export function isAsked({ keys, versions }: ChangeLog, change: number, asked: Asked): boolean {
  const key = keys[change] as number;
  if (key < asked.low || key >= asked.high) return false;
  return (versions[change] as number) > 0 ? asked.puts : asked.deletes;
}

/** The first place in the order whose revision is `from` or greater. */
export function firstFrom(order: Int32Array, revisions: Float64Array, from: number): number {
  return firstNot(order.length, (i) => (revisions[order[i] as number] as number) < from);
}
