import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { OpLine } from '../../../src/history/types.ts';
import type { Load } from '../../../src/scene/scene.ts';
import { startWorkload } from '../../../src/workload/start-workload.ts';
import { etcdProcess } from '../../support/etcd-process.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const SETTINGS: Load = {
  keys: 20,
  valueBytes: 32,
  clients: 8,
  failoverClients: 2,
  rate: 'closed-loop',
  mix: { put: 4, get: 3, delete: 1, txn: 3, range: 2, lease: 1, lock: 2 },
  callTimeout: seconds(5),
  leaseTtl: seconds(60),
};

/** What was asked and how it went, coarse enough to be the same in every run. */
function kindOf({ req, res, outcome, err }: OpLine): string {
  if (outcome !== 'ok') return `${req.op} ${outcome} ${err?.code}: ${err?.message}`;
  if (req.op === 'txn') return `txn ${req.compares.length === 0 ? 'several' : res?.succeeded}`;
  if (req.op === 'delete') return `delete ${(res?.deleted ?? 0) > 0}`;
  const attached = req.op === 'put' && req.lease !== undefined;
  return attached ? 'put attached' : req.op;
}

test('a real etcd takes every shape of traffic, both ways of each', async (t) => {
  await using etcd = await etcdProcess({ flags: ['--unsafe-no-fsync'] });
  await using recorded = await scratchRecord();
  await etcd.start();
  const load = startWorkload({
    sink: recorded.sink,
    rng: seededRng('0x5eed'),
    endpoints: new Map([['m1', etcd.endpoint]]),
    epoch: () => 1,
    settings: SETTINGS,
  });
  t.after(() => load.stop());
  await eventually('2,000 calls', () => recorded.ops.length > 2000, { within: seconds(30) });
  await load.stop();

  t.diagnostic(`${load.totals().opsPerSecond} calls/s, the first seconds of a process included`);
  assert.deepEqual([...new Set(recorded.ops.map(kindOf))].toSorted(), [
    'delete false',
    'delete true',
    'get',
    'lease-grant',
    'lease-keepalive',
    'lease-revoke',
    'put',
    'put attached',
    'range',
    'txn false',
    'txn several',
    'txn true',
  ]);
});
