import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { openWatch } from '../../../src/etcd/watcher.ts';
import type { Request } from '../../../src/history/types.ts';
import { readRecords } from '../../../src/record/reader.ts';
import { openRecorder } from '../../../src/record/recorder.ts';
import { etcdProcess } from '../../support/etcd-process.ts';
import { schemaErrors } from '../../support/history-schema.ts';

const requests: readonly Request[] = [
  { op: 'lease-grant', ttl: '60', lease: '7' },
  { op: 'put', key: 'k', value: { b64: '/w==' }, lease: '7' },
  { op: 'range', key: 'k', end: '\0', limit: 1, rev: '2', serializable: true },
  { op: 'lease-keepalive', lease: '7' },
  {
    op: 'txn',
    compares: [{ key: 'k', target: 'version', result: '>', value: '0' }],
    then: [
      { op: 'delete', key: 'k' },
      { op: 'get', key: 'k' },
    ],
    else: [{ op: 'put', key: 'k', value: '' }],
  },
  { op: 'lease-revoke', lease: '7' },
  { op: 'compact', rev: '3' },
  { op: 'get', key: 'k', rev: '2' },
];

test('what is recorded of a real member fits the schema and is read back whole', async (t) => {
  await using etcd = await etcdProcess();
  await etcd.start();
  const file = join(etcd.folder, 'history.ndjson');
  const header = { run: 'r1', seed: '0x1', scene: 'one', etcd: { m1: '3.7.1' }, prefixes: ['k'] };
  const sink = await openRecorder({ file, clock: startClock(), header });
  const target = { sink, endpoint: etcd.endpoint, member: 'm1', epoch: 1 };
  const client = recordingClient(target);
  const probe = recordingClient({ ...target, probe: true });
  const watch = openWatch({ ...target, key: 'k', prevKv: true });
  await watch.opened;
  for (const req of requests) await client.call(req, { within: seconds(5) });
  await openWatch({ ...target, key: 'k', startRevision: '1' }).canceled;
  watch.close();
  await etcd.kill();
  await probe.call({ op: 'get', key: 'k' }, { within: millis(300) });
  probe.close();
  client.close();
  await sink.close();

  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
  assert.deepEqual([...new Set(lines.map(schemaErrors))], ['']);
  const [record] = await Array.fromAsync(readRecords(file));
  const outcomes = record?.ops.map((op) => `${op.req.op} ${op.outcome}`);
  assert.deepEqual(outcomes, [
    ...requests.slice(0, -1).map(({ op }) => `${op} ok`),
    'get fail',
    'get fail',
  ]);
  assert.deepEqual([record?.ended, record?.dropped], [true, 0]);
  t.diagnostic(`${lines.length} lines`);
});
