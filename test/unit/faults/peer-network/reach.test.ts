import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster } from '../../../../src/cluster/cluster.ts';
import type { Member } from '../../../../src/cluster/member.ts';
import type { FaultWorld } from '../../../../src/faults/define-fault.ts';
import { nameOf } from '../../../../src/faults/peer-network/direction.ts';
import { reached, reachPlan, type Reach } from '../../../../src/faults/peer-network/reach.ts';

const members = ['m1', 'm2', 'm3', 'm4'].map((name) => ({ name, dials: new Map() }) as never);

/** What a fault on the first so many of four members takes. */
function taken(count: number, reach: Reach): string[] {
  const cluster: Partial<Cluster> = { members };
  const targets: readonly Member[] = members.slice(0, count);
  return reached({ cluster, targets } as FaultWorld, reach).map(nameOf);
}

test('every link that touches a target, or only those between targets', () => {
  assert.deepEqual(
    {
      one: taken(1, {}),
      pair: taken(2, { links: 'between' }),
      three: taken(3, { links: 'between' }).length,
      alone: taken(1, { links: 'between' }),
    },
    {
      one: ['m1->m2', 'm1->m3', 'm1->m4', 'm2->m1', 'm3->m1', 'm4->m1'],
      pair: ['m1->m2', 'm2->m1'],
      three: 6,
      alone: [],
    },
  );
});

test('the record says which links, where it was asked for', () => {
  assert.deepEqual([reachPlan({}), reachPlan({ links: 'between' })], [{}, { links: 'between' }]);
});
