import { seededRng, type Rng } from '../../../src/core/rng.ts';
import type { DrillRecord, OpLine, Request } from '../../../src/history/types.ts';
import { at } from '../record-parts.ts';

/** How a made-up cluster answers a call of that moment. */
export interface Weather {
  readonly outcome: 'ok' | 'fail' | 'info';
  /** Seconds until the answer. */
  readonly takes: number;
  readonly epoch: number;
}

export interface Traffic {
  readonly seed: string;
  readonly until: number;
  readonly perSecond: number;
  readonly weather: (seconds: number, rng: Rng) => Weather;
  /** The next revision when a new epoch begins. */
  readonly firstRevision: Readonly<Record<number, number>>;
}

const MEMBERS = ['m1', 'm2', 'm3'];

/** Load and probes of a made-up drill, in order of call; revisions in order of answer. */
export function traffic(plan: Traffic): OpLine[] {
  const rng = seededRng(plan.seed);
  const ops: OpLine[] = [];
  for (let now = 0.5, id = 1; now < plan.until; now += 0.02) {
    ops.push(call(plan, { now, id: id++, req: put('probe/0', `p${id}`), probe: true }, rng));
    const get: Request = { op: 'get', key: 'probe/0' };
    ops.push(call(plan, { now: now + 0.001, id: id++, req: get, probe: true }, rng));
    for (let i = 0; i < plan.perSecond / 50; i++) {
      const when = now + rng.int(0, 19) / 1000;
      ops.push(call(plan, { now: when, id, req: request(id, rng) }, rng));
      id += 1;
    }
  }
  return withRevisions(ops, plan.firstRevision).sort((a, b) => a.call - b.call);
}

const put = (key: string, value: string): Request => ({ op: 'put', key, value });

function request(id: number, rng: Rng): Request {
  const key = `load/k${rng.int(0, 199)}`;
  const dice = rng.int(0, 99);
  if (dice < 55) return put(key, `c${id % 14}-${id}`);
  if (dice < 62) return { op: 'delete', key };
  if (dice < 70) {
    const then = [put(key, `t${id}`), put(`${key}/b`, `t${id}`)] as const;
    return { op: 'txn', compares: [], then: then as never, else: [] };
  }
  return { op: 'get', key };
}

interface Call {
  readonly now: number;
  readonly id: number;
  readonly req: Request;
  readonly probe?: true;
}

function call(plan: Traffic, { now, id, req, probe }: Call, rng: Rng): OpLine {
  const { outcome, takes, epoch } = plan.weather(now, rng);
  const err = { code: 'UNAVAILABLE', message: 'etcdserver: request timed out' };
  return {
    t: 'op',
    id,
    client: 1 + (id % 14),
    member: MEMBERS[id % 3] as string,
    epoch,
    call: at(now),
    ret: at(now + takes),
    outcome,
    req,
    res: null,
    ...(outcome === 'ok' ? {} : { err }),
    ...(probe === undefined ? {} : { probe, connectNs: 1_200_000 }),
  };
}

function withRevisions(ops: OpLine[], first: Readonly<Record<number, number>>): OpLine[] {
  const revision: Record<number, number> = { ...first };
  return ops
    .sort((a, b) => Number(a.ret) - Number(b.ret))
    .map((op) => {
      if (op.outcome !== 'ok') return op;
      const writes = op.req.op !== 'get';
      const rev = (revision[op.epoch] ?? 1) + (writes ? 1 : 0);
      revision[op.epoch] = rev;
      const extra = op.req.op === 'delete' ? { deleted: 1 } : op.req.op === 'txn' ? TOOK_THEN : {};
      return { ...op, res: { rev: String(rev), ...extra } };
    });
}

const TOOK_THEN = { succeeded: true, responses: [{}, {}] };

/** The greatest revision acknowledged before `seconds`, for snapshots of that moment. */
export const revisionAt = (ops: DrillRecord['ops'], seconds: number): number =>
  ops.reduce(
    (best, op) => (Number(op.ret) < at(seconds) ? Math.max(best, Number(op.res?.rev ?? 0)) : best),
    1,
  );

/** A latency in seconds, skewed as real ones are. */
export const jittered = (rng: Rng, median: number): number =>
  median * (0.55 + rng.int(0, 90) / 100 + (rng.int(0, 99) < 3 ? rng.int(10, 60) / 10 : 0));
