import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joiningFlags } from '../../../src/cluster/rejoin.ts';
import type { ListedMember } from '../../../src/etcd/admin.ts';
import type { Machine } from '../../../src/runtime/runtime.ts';

const ports = { client: 1, peer: 2, echo: 3, control: 4 };
const machine = { address: { host: '127.0.0.3', listenHost: '127.0.0.3', ports } } as Machine;

const listed = (id: string, name: string, host: string): ListedMember => ({
  ...{ id, name, learner: false },
  peerUrls: [`http://${host}:2`],
});

test('a member that joins gives its name to itself alone, also beside one that never started', () => {
  const list = [
    listed('a1', 'm1', '127.0.0.1'),
    listed('b2', '', '127.0.0.2'),
    listed('c3', '', '127.0.0.3'),
  ];
  assert.deepEqual(joiningFlags({ name: 'm3', machine }, list), [
    '--initial-cluster=m1=http://127.0.0.1:2,b2=http://127.0.0.2:2,m3=http://127.0.0.3:2',
    '--initial-cluster-state=existing',
  ]);
});
