import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXIT } from '../../../src/core/verdict.ts';
import type { TargetSpec } from '../../../src/faults/target.ts';
import { outcomeOf, type Scenery } from './target-scenery.ts';

const TOLD = {
  code: 'NO_TARGET',
  message: 'a fault has nobody to hit',
  exit: EXIT.inconclusive,
};
const YET = {
  ...TOLD,
  likely: 'an earlier fault still bites: members are down, or cannot elect',
  next: 'heal before this step, or give deadlines.election more time in the scene',
  lasting: false,
};
const NEVER = { ...TOLD, next: 'aim at other members in this step', lasting: true };

const DOWN = { states: ['running', 'paused', 'stopped'], leads: 'm1' } as const;
const DOWN_TOLD = 'm1 is running, m2 is paused, m3 is stopped';
const NOBODY = { states: ['stopped', 'lost', 'paused'] } as const;
const NOBODY_TOLD = 'm1 is stopped, m2 is lost, m3 is paused';
const WELL = { states: ['running', 'running', 'running'], leads: 'm1' } as const;
const ALONE = { states: ['running'], leads: 'm1' } as const;
const OF_FIVE = {
  states: ['running', 'running', 'running', 'running', 'stopped'],
  leads: 'm1',
} as const;

type Lack = readonly [expected: string, observed: string];

/** What may pass: another look may find somebody. */
const NOT_YET: readonly [TargetSpec, Scenery, Lack][] = [
  ['leader', NOBODY, ['a leader', 'no member leads']],
  ['a follower', NOBODY, ['a leader', 'no member leads']],
  ['all followers', NOBODY, ['a leader', 'no member leads']],
  [{ from: 'leader', to: { member: 'm2' } }, NOBODY, ['a leader', 'no member leads']],
  [
    'leader',
    { states: ['paused', 'running', 'running'], leads: 'm1' },
    ['a leader that is running', 'm1 is paused'],
  ],
  ['a follower', ALONE, ['a follower that is running', 'm1 leads, and it is alone']],
  ['a follower', DOWN, ['a follower that is running', 'm1 leads, and m2 is paused, m3 is stopped']],
  [
    'all followers',
    { ...DOWN, states: ['running', 'stopped', 'lost'], need: { state: 'alive' } },
    ['a follower that is running or paused', 'm1 leads, and m2 is stopped, m3 is lost'],
  ],
  ['a random member', NOBODY, ['a member that is running', NOBODY_TOLD]],
  ['all members', NOBODY, ['a member that is running', NOBODY_TOLD]],
  ['a majority', DOWN, ['2 members that are running', DOWN_TOLD]],
  [
    'a majority',
    { states: ['running', 'lost', 'lost'], need: { state: 'kept' } },
    ['2 members that are running, paused or stopped', 'm1 is running, m2 is lost, m3 is lost'],
  ],
  ['a minority', NOBODY, ['a member that is running', NOBODY_TOLD]],
  [{ member: 'm2' }, DOWN, ['m2 to be running', 'm2 is paused']],
  [
    { member: 'm3' },
    { ...DOWN, need: { state: 'alive' } },
    ['m3 to be running or paused', 'm3 is stopped'],
  ],
  [
    { members: ['m3', 'm1', 'm2'] },
    DOWN,
    ['m3, m1, m2 to be running', 'm3 is stopped, m1 is running, m2 is paused'],
  ],
  [{ from: { member: 'm1' }, to: { member: 'm2' } }, DOWN, ['m2 to be running', 'm2 is paused']],
  [
    { from: 'leader', to: { member: 'm1' } },
    WELL,
    ['a link between two members', 'm1 at both ends'],
  ],
  [
    { from: 'leader', to: 'a follower' },
    DOWN,
    ['a follower that is running', 'm1 leads, and m2 is paused, m3 is stopped'],
  ],
  [
    { from: { member: 'm2' }, to: 'a follower' },
    { states: ['running', 'running', 'stopped'], leads: 'm1' },
    ['a follower besides m2 that is running', 'm1 leads, and m2 is running, m3 is stopped'],
  ],
  [
    'a follower',
    { ...WELL, need: { least: 2 }, states: ['running', 'running', 'stopped'] },
    ['2 targets or more', 'm2'],
  ],
  [
    { members: ['m1', 'm2', 'm3'] },
    { ...OF_FIVE, need: { leavesQuorum: true } },
    ['3 members besides m1, m2, m3 that are running', 'm4 is running, m5 is stopped'],
  ],
  [
    'all members',
    { ...WELL, need: { leavesQuorum: true } },
    ['2 members besides m1, m2, m3 that are running', 'nobody else'],
  ],
];

for (const [spec, scenery, [expected, observed]] of NOT_YET) {
  test(`not yet: ${JSON.stringify(spec)} of ${JSON.stringify(scenery)}`, async () => {
    const told = { ...YET, expected, observed };
    assert.deepEqual(await outcomeOf(spec, scenery), told);
  });
}

/** What no wait can mend. */
const NEVER_EVER: readonly [TargetSpec, Scenery, Lack][] = [
  [{ member: 'm9' }, WELL, ['a member called m9', 'm1, m2, m3']],
  [{ members: ['m1', 'm9'] }, WELL, ['a member called m9', 'm1, m2, m3']],
  [{ members: ['m1', 'm2', 'm1'] }, WELL, ['every member once', 'm1, m2, m1']],
  [{ members: [] }, WELL, ['a member', 'no name']],
  [{ from: { member: 'm9' }, to: 'leader' }, WELL, ['a member called m9', 'm1, m2, m3']],
  [
    { from: { member: 'm2' }, to: { member: 'm2' } },
    WELL,
    ['a link between two members', 'm2 at both ends'],
  ],
  ['a minority', ALONE, ['a minority', 'a cluster of 1, which can do without nobody']],
  [
    'a minority',
    { states: ['running', 'running'] },
    ['a minority', 'a cluster of 2, which can do without nobody'],
  ],
];

for (const [spec, scenery, [expected, observed]] of NEVER_EVER) {
  test(`never: ${JSON.stringify(spec)} of ${scenery.states.length}`, async () => {
    assert.deepEqual(await outcomeOf(spec, scenery), { ...NEVER, expected, observed });
  });
}
