import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import type { FaultWorld } from '../../../src/faults/define-fault.ts';
import { NoTarget } from '../../../src/faults/no-target.ts';
import { partition } from '../../../src/faults/peer-network/partition.ts';
import { membersThatAre } from './target-scenery.ts';

test('a partition of everybody from nobody has nobody to hit, and touches no link', async () => {
  const cluster = membersThatAre(['running', 'running', 'running']);
  const heal = new HealStack();
  const world = { cluster, targets: cluster.members, rng: seededRng('1'), heal };
  const thrown: unknown = await partition
    .inject(world as unknown as FaultWorld, { shape: 'split' })
    .catch((error: unknown) => error);
  assert.ok(thrown instanceof NoTarget, String(thrown));
  assert.deepEqual(
    { ...thrown.facts, healed: await heal.healAll() },
    {
      code: 'NO_TARGET',
      message: 'a fault has nobody to hit',
      expected: 'members on both sides',
      observed: 'm1 m2 m3 | nobody',
      next: 'aim at other members in this step',
      exit: EXIT.inconclusive,
      healed: [],
    },
  );
});
