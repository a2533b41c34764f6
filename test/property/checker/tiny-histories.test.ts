import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng, type Rng } from '../../../src/core/rng.ts';
import { Facts } from '../../../src/checker/facts.ts';
import { judgeOne } from '../../../src/checker/judge.ts';
import { linearizable } from '../../../src/checker/linearizable.ts';
import type { DrillRecord, OpLine } from '../../../src/history/types.ts';
import { EMPTY, hasOrder } from './tiny-etcd.ts';
import { ToyCluster } from './toy-cluster.ts';

const TRIES = process.env['DOOMSDAY_LONG'] === '1' ? 100_000 : 3000;

/** Leases and compactions are not in the brute force's model. */
const isModelled = ({ req }: OpLine): boolean =>
  !req.op.startsWith('lease') && req.op !== 'compact' && !('lease' in req);

function tinyRecord(rng: Rng): DrillRecord | undefined {
  const shape = { ops: rng.int(2, 5), keys: 2, lostPercent: rng.pick([0, 30, 60]), restores: 0 };
  const seed = `tiny/${rng.int(0, 2 ** 40)}`;
  const record = new ToyCluster({ ...shape, watched: false, seed }).record();
  if (!record.ops.every(isModelled)) return undefined;
  // All keys are the drill's own, so that a revision that nobody claims has to be explained.
  return { ...record, header: { ...record.header, prefixes: [] }, states: [] };
}

type Holder = Record<string, unknown>;

/** Changes one answer, one time, or one outcome; what comes of it may be legal or not. */
function disturbed(record: DrillRecord, rng: Rng): DrillRecord {
  const ops = structuredClone(record.ops) as { -readonly [N in keyof OpLine]: OpLine[N] }[];
  const op = rng.pick(ops);
  const way = rng.int(0, 9);
  if (way === 0 && op.ret !== null) op.call = op.ret = op.ret + rng.int(0, 60);
  else if (way === 1 && op.ret !== null) op.ret = op.call + rng.int(0, 20);
  else if (way === 2) Object.assign(op, { outcome: 'info', ret: null, res: null });
  else if (op.res !== null) changeLeaf(op.res as unknown as Holder, rng);
  ops.sort((a, b) => a.call - b.call);
  return { ...record, ops };
}

function changeLeaf(holder: Holder, rng: Rng): void {
  const names = Object.keys(holder).filter((name) => name !== 'key' && name !== 'lease');
  if (names.length === 0) return;
  const name = rng.pick(names);
  const was = holder[name];
  if (Array.isArray(was) && was.length === 0) return;
  if (typeof was === 'object' && was !== null) return changeLeaf(was as Holder, rng);
  if (typeof was === 'boolean') holder[name] = !was;
  else if (typeof was === 'number') holder[name] = Math.max(0, was + rng.pick([-1, 1]));
  else if (/^\d+$/.test(String(was)))
    holder[name] = String(Math.max(1, Number(was) + rng.pick([-1, 1])));
  else holder[name] = rng.pick(['v0', 'v1', 'v2', 'v3']);
}

test('the judge agrees with brute force on tiny histories of an etcd', (t) => {
  const found = { holds: 0, violated: 0, 'open, legal': 0, 'open, illegal': 0 };
  for (let i = 0, tried = 0; tried < TRIES; i++) {
    const rng = seededRng(`tiny/${i}`);
    const honest = tinyRecord(rng);
    if (honest === undefined) continue;
    tried += 1;
    const record = rng.int(0, 3) === 0 ? honest : disturbed(honest, rng);
    const legal = hasOrder(record.ops, EMPTY);
    const { status, reason } = judgeOne(linearizable, new Facts(record));
    const wrong = legal ? 'violated' : 'holds';
    assert.notEqual(status, wrong, `history ${i} is ${legal ? 'legal' : 'illegal'}: ${reason}`);
    found[status === 'unknown' ? (legal ? 'open, legal' : 'open, illegal') : status] += 1;
  }
  t.diagnostic(`${TRIES} histories: ${JSON.stringify(found)}`);
  assert.ok(found.holds > TRIES / 10 && found.violated > TRIES / 10);
});
