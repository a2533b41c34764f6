import type { Rng } from '../../../src/core/rng.ts';
import { changedSomething } from '../../../src/history/effects.ts';
import type {
  DrillRecord,
  KeyValue,
  OpLine,
  WatchEvent,
  WatchLine,
} from '../../../src/history/types.ts';

/** What was damaged, and the operation that the judge must name, where there is one. */
export interface Damage {
  readonly record: DrillRecord;
  readonly operation?: number;
}

export type Mutation = (record: DrillRecord, rng: Rng) => Damage | undefined;

const isOk = (op: OpLine): boolean => op.outcome === 'ok';

function replaceOp(record: DrillRecord, op: OpLine, rest: Partial<OpLine>): DrillRecord {
  const ops = record.ops.map((other) => (other === op ? { ...op, ...rest } : other));
  return { ...record, ops };
}

function pickOp(
  record: DrillRecord,
  rng: Rng,
  wanted: (op: OpLine) => boolean,
): OpLine | undefined {
  const all = record.ops.filter(wanted);
  return all.length === 0 ? undefined : rng.pick(all);
}

function changeRead(
  record: DrillRecord,
  rng: Rng,
  change: (kv: KeyValue) => KeyValue,
): Damage | undefined {
  const op = pickOp(record, rng, (o) => isOk(o) && (o.res?.kvs?.length ?? 0) > 0);
  if (op?.res?.kvs === undefined) return undefined;
  const [first, ...others] = op.res.kvs as [KeyValue, ...KeyValue[]];
  const res = { ...op.res, kvs: [change(first), ...others] };
  return { record: replaceOp(record, op, { res }), operation: op.id };
}

/** A read shows a value that nobody wrote. */
const value: Mutation = (record, rng) =>
  changeRead(record, rng, (kv) => ({ ...kv, value: 'never written' }));

/** A read shows a key one version further than it was. */
const version: Mutation = (record, rng) =>
  changeRead(record, rng, (kv) => ({ ...kv, version: String(Number(kv.version) + 1) }));

/** A read misses the key that it found. */
const hidden: Mutation = (record, rng) => {
  const op = pickOp(record, rng, (o) => isOk(o) && o.req.op === 'get' && o.res?.kvs?.length === 1);
  if (op?.res === undefined || op.res === null) return undefined;
  return {
    record: replaceOp(record, op, { res: { ...op.res, kvs: [], count: 0 } }),
    operation: op.id,
  };
};

/** Two writes claim one revision. */
const reused: Mutation = (record, rng) => {
  const writes = record.ops.filter((op) => changedSomething(op));
  const [a, b] = rng.shuffle(writes);
  if (a?.res === undefined || a.res === null || b?.res === undefined || b.res === null)
    return undefined;
  if (a.epoch !== b.epoch) return undefined;
  return { record: replaceOp(record, a, { res: { ...a.res, rev: b.res.rev } }), operation: a.id };
};

/** Two writes, one called after the other had returned, change places in the order. */
const order: Mutation = (record, rng) => {
  const writes = record.ops.filter((op) => changedSomething(op) && op.req.op === 'put');
  const first = writes.length === 0 ? undefined : rng.pick(writes);
  const later = writes.find(
    (op) => first !== undefined && op.epoch === first.epoch && op.call > (first.ret ?? Infinity),
  );
  if (
    first?.res === undefined ||
    first.res === null ||
    later?.res === undefined ||
    later.res === null
  ) {
    return undefined;
  }
  const one = replaceOp(record, first, { res: { ...first.res, rev: later.res.rev } });
  const both = replaceOp(one, later, { res: { ...later.res, rev: first.res.rev } });
  return { record: both, operation: later.id };
};

/** A delete says that it found nothing, or something where nothing was. */
const miscounted: Mutation = (record, rng) => {
  const op = pickOp(record, rng, (o) => isOk(o) && o.req.op === 'delete' && o.res?.deleted === 1);
  if (op?.res === undefined || op.res === null) return undefined;
  return { record: replaceOp(record, op, { res: { ...op.res, deleted: 2 } }), operation: op.id };
};

function changeEvents(
  record: DrillRecord,
  rng: Rng,
  change: (events: readonly WatchEvent[], at: number) => WatchEvent[],
): Damage | undefined {
  const lines = record.watches.filter((line) => line.kind === 'events');
  // The last answer is left alone: a missing end is no loss.
  const line = lines.length < 2 ? undefined : rng.pick(lines.slice(0, -1));
  if (line?.events === undefined || line.id !== lines.at(-1)?.id) return undefined;
  const events = change(line.events, rng.int(0, line.events.length - 1));
  const watches = record.watches.map((other) => (other === line ? { ...line, events } : other));
  return { record: { ...record, watches } };
}

/** Only an event of an answered put: of others nobody might know that they happened. */
const droppedEvent: Mutation = (record, rng) => {
  const puts = record.ops.filter((op) => isOk(op) && op.req.op === 'put');
  const claimed = new Set(puts.map((op) => op.res?.rev));
  const damage = changeEvents(record, rng, (events, at) =>
    events.filter((event, i) => i !== at || !claimed.has(event.mod)),
  );
  const count = (all: DrillRecord): number =>
    all.watches.flatMap((line) => line.events ?? []).length;
  return damage === undefined || count(damage.record) === count(record) ? undefined : damage;
};

const doubledEvent: Mutation = (record, rng) =>
  changeEvents(record, rng, (events, at) => [...events.slice(0, at + 1), ...events.slice(at)]);

/** An event tells of one version more than there was. */
const wrongEvent: Mutation = (record, rng) => {
  const damage = changeEvents(record, rng, (events, at) =>
    events.map((event, i) =>
      i === at && event.version !== undefined
        ? { ...event, version: String(Number(event.version) + 1) }
        : event,
    ),
  );
  const text = (all: DrillRecord): string => JSON.stringify(all.watches);
  return damage === undefined || text(damage.record) === text(record) ? undefined : damage;
};

/** A key that was deleted is there at the end. */
const resurrected: Mutation = (record) => {
  const last = record.states.at(-1);
  const found = new Set(last?.kvs.map((kv) => kv.key));
  const deleted = record.ops.find(
    (op) => op.epoch === last?.epoch && op.req.op === 'put' && isOk(op) && !found.has(op.req.key),
  );
  if (last === undefined || deleted?.req.op !== 'put' || deleted.res === null) return undefined;
  const { key, value: was } = deleted.req;
  const mod = deleted.res.rev;
  const kv: KeyValue = { key, value: was, create: mod, mod, version: '1', lease: '0' };
  const kvs = [...last.kvs, kv].sort((a, b) => (a.key < b.key ? -1 : 1));
  const states = record.states.map((state) => (state === last ? { ...last, kvs } : state));
  return { record: { ...record, states } };
};

/** A key is missing from the final, or from the restored state: one key of a txn, or an own put. */
const torn: Mutation = (record, rng) => {
  const state = record.states.length === 0 ? undefined : rng.pick(record.states);
  const kv = state?.kvs.find(({ lease }) => lease === '0');
  if (state === undefined || kv === undefined) return undefined;
  const kvs = state.kvs.filter((other) => other !== kv);
  const states = record.states.map((other) => (other === state ? { ...state, kvs } : other));
  return { record: { ...record, states } };
};

/** A lease ended by itself, and its grant is made to have promised a hundred times as long. */
const earlyExpiry: Mutation = (record, rng) => {
  const told = record.watches.flatMap((line) => (line.events ?? []).map((event) => [line, event]));
  const ended = (op: OpLine): boolean =>
    op.req.op === 'lease-grant' &&
    isOk(op) &&
    !record.ops.some(({ req }) => req.op === 'lease-revoke' && req.lease === op.res?.lease) &&
    (told as [WatchLine, WatchEvent][]).some(
      ([{ epoch }, { type, prev, mod }]) =>
        epoch === op.epoch &&
        type === 'delete' &&
        prev?.lease === op.res?.lease &&
        isUnclaimedYetKnown(record, epoch, mod),
    );
  const op = pickOp(record, rng, ended);
  if (op?.res === undefined || op.res === null) return undefined;
  return { record: replaceOp(record, op, { res: { ...op.res, ttl: '6000' } }), operation: op.id };
};

/** A revision that no write of any fate can have made, and behind which something was answered. */
function isUnclaimedYetKnown({ ops }: DrillRecord, epoch: number, mod: string): boolean {
  const own = ops.filter((op) => op.epoch === epoch);
  if (own.some((op) => op.outcome === 'info')) return false;
  if (own.some((op) => changedSomething(op) && op.res?.rev === mod)) return false;
  return own.some((op) => isOk(op) && Number(op.res?.rev) > Number(mod));
}

/** A restored cluster lacks a lease of the snapshot. */
const lostLease: Mutation = (record, rng) => {
  const restored = record.states.filter(
    ({ occasion, leases }) => occasion === 'before-clients' && (leases?.held.length ?? 0) > 0,
  );
  const state = restored.length === 0 ? undefined : rng.pick(restored);
  if (state?.leases === undefined) return undefined;
  const lost = rng.pick(state.leases.held);
  const held = state.leases.held.filter((lease) => lease !== lost);
  const changed = { ...state, leases: { ...state.leases, held } };
  const states = record.states.map((other) => (other === state ? changed : other));
  return { record: { ...record, states } };
};

export const MUTATIONS = {
  value,
  version,
  hidden,
  reused,
  order,
  miscounted,
  droppedEvent,
  doubledEvent,
  wrongEvent,
  resurrected,
  torn,
  earlyExpiry,
  lostLease,
} satisfies Record<string, Mutation>;
