import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis } from '../../../src/core/duration.ts';
import { etcdFlags, type MemberDescription } from '../../../src/etcd/flags.ts';

const member: MemberDescription = {
  name: 'm1',
  dataDir: '/data',
  listenClientUrl: 'http://0.0.0.0:2379',
  advertiseClientUrl: 'http://127.0.0.1:40001',
  listenPeerUrl: 'http://0.0.0.0:2381',
  advertisePeerUrl: 'http://m1:2381',
  initialCluster: 'm1=http://m1:2381,m2=http://m2:2382',
  initialClusterToken: 'token-1',
  initialClusterState: 'new',
  heartbeat: millis(100),
  election: millis(1000),
};

const common = [
  '--name=m1',
  '--data-dir=/data',
  '--listen-client-urls=http://0.0.0.0:2379',
  '--advertise-client-urls=http://127.0.0.1:40001',
  '--listen-peer-urls=http://0.0.0.0:2381',
  '--initial-advertise-peer-urls=http://m1:2381',
  '--initial-cluster=m1=http://m1:2381,m2=http://m2:2382',
  '--initial-cluster-token=token-1',
  '--initial-cluster-state=new',
  '--heartbeat-interval=100',
  '--election-timeout=1000',
];
const logs = ['--metrics=basic', '--logger=zap', '--log-outputs=stderr'];

test('a plain member has the same flags in every version', () => {
  for (const version of ['3.4.23', '3.5.4', '3.6.14', '3.7.1']) {
    assert.deepEqual(etcdFlags(member, version), [...common, ...logs], version);
  }
});

test('corruption checks are asked for in the words of each version', () => {
  const asked = (version: string): string[] =>
    etcdFlags({ ...member, corruptionChecks: true }, version).slice(common.length + logs.length);
  const initial = '--experimental-initial-corrupt-check';
  const gates = ['--feature-gates=InitialCorruptCheck=true,CompactHashCheck=true'];
  assert.deepEqual(['3.4.23', '3.5.4', '3.5.5', '3.6.0', '3.7.1'].map(asked), [
    [initial],
    [initial],
    [initial, '--experimental-compact-hash-check-enabled'],
    gates,
    gates,
  ]);
});

test('quota, snapshot count, force-new-cluster and extra flags come last, extra ones at the end', () => {
  const special = {
    ...member,
    quotaBackendBytes: 16_777_216,
    snapshotCount: 5000,
    forceNewCluster: true,
    extraFlags: ['--metrics=extensive'],
  };
  assert.deepEqual(etcdFlags(special, '3.7.1'), [
    ...common,
    '--quota-backend-bytes=16777216',
    '--snapshot-count=5000',
    ...logs,
    '--force-new-cluster',
    '--metrics=extensive',
  ]);
  assert.deepEqual(etcdFlags({ ...member, quotaBackendBytes: 0 }, '3.7.1'), [...common, ...logs]);
});
