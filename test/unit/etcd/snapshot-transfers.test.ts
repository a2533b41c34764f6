import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMetrics } from '../../../src/etcd/parse-metrics.ts';
import { snapshotTransfers } from '../../../src/etcd/snapshot-transfers.ts';

test('transfers are counted by the other end', () => {
  const metrics = parseMetrics(
    [
      'etcd_network_snapshot_send_failures{To="5364342026002de2"} 201',
      'etcd_network_snapshot_send_success{To="5364342026002de2"} 1',
      'etcd_network_snapshot_send_success{To="bf5d97cade83e558"} 2',
      '',
    ].join('\n'),
  );
  const [lagging, other] = ['5364342026002de2', 'bf5d97cade83e558'];
  assert.deepEqual(snapshotTransfers(metrics), {
    sent: new Map([
      [lagging, 1],
      [other, 2],
    ]),
    failed: new Map([[lagging, 201]]),
  });
  assert.deepEqual(snapshotTransfers(parseMetrics('')), { sent: new Map(), failed: new Map() });
});
