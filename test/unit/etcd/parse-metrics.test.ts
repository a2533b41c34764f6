import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberMetrics } from '../../../src/etcd/metrics.ts';
import { parseMetrics, quantile, total } from '../../../src/etcd/parse-metrics.ts';

const TEXT = `# HELP etcd_server_has_leader Whether or not a leader exists.
# TYPE etcd_server_has_leader gauge
etcd_server_has_leader 1
etcd_server_is_leader 0
etcd_server_leader_changes_seen_total 3
etcd_server_proposals_failed_total 2
etcd_server_quota_backend_bytes 2.147483648e+09
fsync_bucket{le="0.001"} 50
fsync_bucket{le="0.002"} 90
fsync_bucket{le="+Inf"} 100
fsync_sum 0.2
fsync_count 100
etcd_network_peer_round_trip_time_seconds_bucket{To="a",le="0.1"} 4
etcd_network_peer_round_trip_time_seconds_bucket{To="a",le="+Inf"} 4
etcd_network_peer_round_trip_time_seconds_bucket{To="b",le="0.1"} 0
etcd_network_peer_round_trip_time_seconds_bucket{To="b",le="0.2"} 4
etcd_network_peer_round_trip_time_seconds_bucket{To="b",le="+Inf"} 4
sent{to="x",note="a \\"quoted\\" {brace}, line\\nend"} 5
sent{to="y"} 7
nan_value NaN

not a sample
`;

test('samples keep their labels and values', () => {
  const metrics = parseMetrics(TEXT);
  assert.deepEqual(metrics.get('sent'), [
    { labels: { to: 'x', note: 'a "quoted" {brace}, line\nend' }, value: 5 },
    { labels: { to: 'y' }, value: 7 },
  ]);
  assert.deepEqual(
    [total(metrics, 'sent'), total(metrics, 'nan_value'), total(metrics, 'absent')],
    [12, NaN, undefined],
  );
  assert.equal(metrics.get('not'), undefined);
  assert.equal(metrics.get('sen'), undefined, 'the name of another only begins so');
});

test('quantiles are estimated within the bucket that they fall into', () => {
  const metrics = parseMetrics(TEXT);
  assert.deepEqual(
    [0.25, 0.5, 0.7, 0.99].map((q) => quantile(metrics, 'fsync', q)),
    [0.0005, 0.001, 0.0015, 0.002],
  );
  assert.equal(quantile(metrics, 'absent', 0.5), undefined);
});

test('the metrics that members are judged by are picked out; absent ones stay absent', () => {
  const { peerRoundTripP99, ...picked } = memberMetrics(parseMetrics(TEXT));
  assert.deepEqual(picked, {
    leaderChanges: 3,
    hasLeader: true,
    isLeader: false,
    proposalsCommitted: undefined,
    proposalsApplied: undefined,
    proposalsPending: undefined,
    proposalsFailed: 2,
    dbBytes: undefined,
    dbBytesInUse: undefined,
    quotaBytes: 2147483648,
    walFsyncP99: undefined,
    backendCommitP99: undefined,
  });
  // The slower peer, and within its bucket from 0.1 to 0.2.
  assert.equal(peerRoundTripP99?.toFixed(3), '0.199');
});
