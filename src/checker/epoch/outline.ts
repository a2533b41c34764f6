import { column } from '../columns/column.ts';
import type { OpLine } from '../../history/types.ts';
import type { OpColumns } from '../columns/op-columns.ts';
import type { EpochFacts, InitialState, MemberState } from '../facts.ts';
import { Evidence } from './evidence.ts';
import { numberKeys, type NumberedKeys } from './number-keys.ts';
import { KnownBy, type Times } from './real-time.ts';
import { Revisions } from './revisions.ts';
import { ROLE } from './role.ts';

/** One epoch, sorted for its replay: who stands where, who claims what, what was seen. */
export interface Outline extends NumberedKeys {
  readonly ops: readonly OpLine[];
  readonly columns: OpColumns;
  readonly initial: InitialState;
  readonly revisions: Revisions;
  readonly roles: Uint8Array;
  /** The slot of each operation's header revision. */
  readonly slots: Int32Array;
  /** Per slot: the operation that claims it, or -1. */
  readonly claims: Int32Array;
  /** Pairs of operations that claim the same revision. */
  readonly doubles: readonly (readonly [number, number])[];
  /** Per slot: the first operation to look at there, and per operation the next one. */
  readonly readers: Int32Array;
  readonly nextReader: Int32Array;
  /** When each operation was called and returned; never = Infinity. */
  readonly times: Times;
  readonly known: KnownBy;
  readonly evidence: Evidence;
  readonly doubtful: readonly number[];
  /** States to hold against the key space, by slot. */
  readonly states: ReadonlyMap<number, readonly MemberState[]>;
}

/** Cost: O(everything recorded of the epoch), plus sorting its keys. */
export function outline(
  epoch: EpochFacts,
  initial: InitialState,
  restored: readonly { readonly state: MemberState; readonly revision: number }[],
): Outline {
  const { ops, columns } = epoch;
  const { roles, headers, asked, calls, rets, doubtful } = columns;
  const claimed = claimedRevisions(roles, headers, initial.revision);
  const evidence = new Evidence(claimed).gather(
    epoch,
    restored.map(({ state }) => state),
  );
  const states = [
    ...epoch.finals.map((state) => ({ state, revision: state.revision })),
    ...restored,
  ];
  const revisions = allRevisions({ asked, roles, headers, initial, evidence, states });
  const times = { calls, rets };
  const slots = column(Int32Array, ops.length).fill(-1);
  for (let i = 0; i < ops.length; i++) {
    if (roles[i] !== ROLE.none) slots[i] = revisions.slotOf(headers[i] as number);
  }
  const { claims, doubles } = claimSlots(roles, slots, revisions.values.length);
  const bySlot = new Map<number, MemberState[]>();
  for (const { state, revision: at } of states) {
    const slot = revisions.slotOf(at);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), state]);
  }
  return {
    ops,
    columns,
    initial,
    ...numberKeys(columns, initial, evidence),
    revisions,
    roles,
    slots,
    claims,
    doubles,
    ...readersBySlot(asked, roles, slots, revisions),
    times,
    known: new KnownBy(times, roles, slots, revisions),
    evidence,
    doubtful,
    states: bySlot,
  };
}

function claimedRevisions(
  roles: Uint8Array,
  headers: Float64Array,
  from: number,
): (revision: number) => boolean {
  const claimed = new Revisions(pick(headers, (i) => roles[i] === ROLE.write));
  return (value) => value <= from || claimed.slotOf(value) >= 0;
}

/** The wanted values, and behind them some more. */
function pick(
  values: Float64Array,
  wanted: (i: number) => boolean,
  more: readonly number[] = [],
): Float64Array {
  const picked = column(Float64Array, values.length + more.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    if (wanted(i)) picked[size++] = values[i] as number;
  }
  picked.set(more, size);
  size += more.length;
  return picked.subarray(0, size);
}

interface Spoken {
  asked: Float64Array;
  roles: Uint8Array;
  headers: Float64Array;
  initial: InitialState;
  evidence: Evidence;
  states: readonly { readonly revision: number }[];
}

function allRevisions({ asked, roles, headers, initial, evidence, states }: Spoken): Revisions {
  const extra = [initial.revision, ...states.map((state) => state.revision)];
  for (const at of evidence.at.keys()) extra.push(at);
  for (let i = 0; i < asked.length; i++) if (asked[i] !== 0) extra.push(asked[i] as number);
  return new Revisions(pick(headers, (i) => roles[i] !== ROLE.none, extra));
}

function claimSlots(
  roles: Uint8Array,
  slots: Int32Array,
  size: number,
): Pick<Outline, 'claims' | 'doubles'> {
  const claims = column(Int32Array, size).fill(-1);
  const doubles: [number, number][] = [];
  for (let i = 0; i < roles.length; i++) {
    if (roles[i] !== ROLE.write) continue;
    const slot = slots[i] as number;
    if (claims[slot] === -1) claims[slot] = i;
    else doubles.push([claims[slot] as number, i]);
  }
  return { claims, doubles };
}

function readersBySlot(
  asked: Float64Array,
  roles: Uint8Array,
  slots: Int32Array,
  revisions: Revisions,
): Pick<Outline, 'readers' | 'nextReader'> {
  const readers = column(Int32Array, revisions.values.length).fill(-1);
  const nextReader = column(Int32Array, asked.length).fill(-1);
  for (let i = asked.length - 1; i >= 0; i--) {
    if (roles[i] === ROLE.none || roles[i] === ROLE.write) continue;
    const own = asked[i] as number;
    const slot = own > 0 ? revisions.slotOf(own) : (slots[i] as number);
    nextReader[i] = readers[slot] as number;
    readers[slot] = i;
  }
  return { readers, nextReader };
}
