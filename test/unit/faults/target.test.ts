import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng } from '../../../src/core/rng.ts';
import { resolveTargets, type TargetSpec } from '../../../src/faults/target.ts';
import { drawnFrom, membersThatAre, outcomeOf, type Scenery } from './target-scenery.ts';

const FIVE = ['running', 'running', 'running', 'running', 'running'] as const;
const THREE = ['running', 'running', 'running'] as const;

/** What five members say who all run, of whom m2 leads. */
const ALL_WELL: readonly [spec: TargetSpec, names: string][] = [
  ['leader', 'm2'],
  ['all followers', 'm1 m3 m4 m5'],
  ['all members', 'm1 m2 m3 m4 m5'],
  [{ member: 'm4' }, 'm4'],
  [{ members: ['m4', 'm1'] }, 'm4 m1'],
  [{ from: 'leader', to: { member: 'm5' } }, 'm2 m5'],
  [{ from: { member: 'm5' }, to: 'leader' }, 'm5 m2'],
  [{ from: { member: 'm3' }, to: { member: 'm1' } }, 'm3 m1'],
];

for (const [spec, names] of ALL_WELL) {
  test(`who is meant by ${JSON.stringify(spec)}`, async () => {
    assert.equal(await outcomeOf(spec, { states: FIVE, leads: 'm2' }), names);
  });
}

/** What each chance draws from; the draws of a seed stay the same where everybody runs. */
const CHANCES: readonly [spec: TargetSpec, draw: (names: readonly string[]) => string][] = [
  ['a random member', (names) => seededRng('7').pick(names)],
  ['a majority', (names) => seededRng('7').shuffle(names).slice(0, 3).join(' ')],
  ['a minority', (names) => seededRng('7').shuffle(names).slice(0, 2).join(' ')],
  ['a follower', ([one, , ...rest]) => seededRng('7').pick([one, ...rest]) as string],
  [
    { from: 'leader', to: 'a follower' },
    ([one, , ...rest]) => `m2 ${seededRng('7').pick([one, ...rest])}`,
  ],
  [
    { from: 'a follower', to: { member: 'm4' } },
    (names) => `${seededRng('7').pick(names.filter((n) => n !== 'm2' && n !== 'm4'))} m4`,
  ],
];

for (const [spec, draw] of CHANCES) {
  test(`the seed draws ${JSON.stringify(spec)}`, async () => {
    const names = ['m1', 'm2', 'm3', 'm4', 'm5'];
    assert.equal(await outcomeOf(spec, { states: FIVE, leads: 'm2', seed: '7' }), draw(names));
  });
}

const SEEDS = 200;

test('a chance draws everybody who is fit, by some seed, and nobody else by any', async (t) => {
  const states = ['running', 'paused', 'running', 'stopped', 'running'] as const;
  const expected = {
    'a random member': ['m1', 'm3', 'm5'],
    'a follower': ['m3', 'm5'],
    'a minority': ['m1 m3', 'm1 m5', 'm3 m5'],
    'a majority': ['m1 m3 m5'],
    'all members': ['m1 m3 m5'],
    'all followers': ['m3 m5'],
  };
  const drawn: Record<string, string[]> = {};
  for (const spec of Object.keys(expected) as (keyof typeof expected)[]) {
    drawn[spec] = await drawnFrom(spec, { states, leads: 'm1' }, SEEDS);
  }
  assert.deepEqual(drawn, expected);
  t.diagnostic(`${SEEDS * Object.keys(expected).length} draws`);
});

test('two followers are the ends of a link, never one of them twice', async (t) => {
  const spec = { from: 'a follower', to: 'a follower' } as const;
  const drawn = await drawnFrom(spec, { states: THREE, leads: 'm1' }, SEEDS);
  assert.deepEqual(drawn, ['m2 m3', 'm3 m2']);
  t.diagnostic(`${SEEDS} draws`);
});

/** Who is fit by what the fault asks of its targets. */
const FIT: readonly [Scenery['need'], string][] = [
  [{}, 'm1'],
  [{ state: 'running' }, 'm1'],
  [{ state: 'alive' }, 'm1 m2'],
  [{ state: 'kept' }, 'm1 m2 m3'],
];

for (const [need, names] of FIT) {
  test(`a fault that needs ${JSON.stringify(need)} hits those that are so`, async () => {
    const states = ['running', 'paused', 'stopped', 'lost', 'ready'] as const;
    assert.equal(await outcomeOf('all members', { states, need }), names);
  });
}

test('two members that leave a quorum are drawn as without that need', async () => {
  const need = { state: 'kept', least: 2, leavesQuorum: true } as const;
  const drawn = seededRng('7').shuffle(['m1', 'm2', 'm3', 'm4', 'm5']).slice(0, 2).join(' ');
  assert.equal(await outcomeOf('a minority', { states: FIVE, seed: '7', need }), drawn);
});

test('the leader is asked for once, and only where the office matters', async () => {
  const asked: string[] = [];
  const cluster = membersThatAre(THREE);
  const leader = async () => (asked.push('leader'), cluster.members[0]);
  const all: TargetSpec[] = ['leader', 'a follower', 'all members', { members: ['m1', 'm2'] }];
  for (const spec of all) {
    asked.push(JSON.stringify(spec));
    await resolveTargets(spec, { cluster, rng: seededRng('1'), leader });
  }
  assert.deepEqual(asked, [
    ...['"leader"', 'leader', '"a follower"', 'leader'],
    ...['"all members"', '{"members":["m1","m2"]}'],
  ]);
});
