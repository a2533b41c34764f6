import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unmetNeeds } from '../../../../src/drill/unmet-needs.ts';
import { wrongOwner } from '../../../../src/faults/data/wrong-owner.ts';

const need = 'wrong-owner needs root, who alone can give files away: ';

test('wrong-owner is not covered where nobody can give files away', (t) => {
  const uid = t.mock.method(process as { getuid: () => number }, 'getuid', () => 0);
  const why = (runtime: 'docker' | 'process') =>
    unmetNeeds([wrongOwner], { runtime, etcd: '3.7.1', members: 3 });
  const asRoot = [why('process'), why('docker')];
  uid.mock.mockImplementation(() => 1000);
  const docker = `${need}containers of members have none of its privileges`;
  assert.deepEqual(
    { asRoot, asUser: [why('process'), why('docker')] },
    {
      asRoot: [undefined, docker],
      asUser: [`${need}members are processes of another user`, docker],
    },
  );
});
