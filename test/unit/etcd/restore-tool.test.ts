import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  snapshotRestoreCommand,
  whyNoBump,
  type RestoreDescription,
} from '../../../src/etcd/restore-tool.ts';

const restore: RestoreDescription = {
  file: '/s/1.db',
  dataDir: '/data',
  name: 'm1',
  initialCluster: 'm1=http://m1:2381',
  token: 'epoch-2',
  peerUrl: 'http://m1:2381',
  bump: 0,
  markCompacted: false,
};

const args = [
  'snapshot',
  'restore',
  '/s/1.db',
  '--name=m1',
  '--data-dir=/data',
  '--initial-cluster=m1=http://m1:2381',
  '--initial-cluster-token=epoch-2',
  '--initial-advertise-peer-urls=http://m1:2381',
];

test('without a bump the words are those of every version, by its tool', () => {
  assert.deepEqual(snapshotRestoreCommand('3.4.23', restore), { tool: 'etcdctl', args });
  assert.deepEqual(snapshotRestoreCommand('3.7.1', restore), { tool: 'etcdutl', args });
});

test('a bump, and a file without a hash, add their flags', () => {
  const special = { ...restore, bump: 1e9, markCompacted: true, skipHashCheck: true };
  assert.deepEqual(snapshotRestoreCommand('3.5.33', special), {
    tool: 'etcdutl',
    args: [...args, '--bump-revision=1000000000', '--mark-compacted', '--skip-hash-check=true'],
  });
});

test('a version whose tools cannot bump is refused with the release that can', () => {
  const reasons = ['3.4.26', '3.4.27', '3.5.9', '3.5.10', '3.6.0', '3.7.1'].map(whyNoBump);
  assert.deepEqual(reasons, [
    'snapshot restore of etcd 3.4.26 has no --bump-revision: it came with 3.4.27',
    undefined,
    'snapshot restore of etcd 3.5.9 has no --bump-revision: it came with 3.5.10',
    undefined,
    undefined,
    undefined,
  ]);
  assert.throws(() => snapshotRestoreCommand('3.5.4', { ...restore, bump: 1 }), {
    code: 'BUMP_NOT_SUPPORTED',
    exit: 64,
  });
});
