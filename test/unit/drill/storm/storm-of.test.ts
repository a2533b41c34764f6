import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoomsdayError } from '../../../../src/core/doomsday-error.ts';
import { FAULTS_BY_NAME } from '../../../../src/drill/faults-by-name/faults-by-name.ts';
import { checkStorm } from '../../../../src/drill/storm/storm-of.ts';
import { parseScene } from '../../../../src/scene/parse-scene.ts';

/** What is said of a storm before it is drawn; undefined = it can be drawn. */
function said(members: number, storm: string): unknown {
  const parsed = parseScene('s.yaml', `name: s\nmembers: ${members}\nfaults: { storm: ${storm} }`);
  assert.ok('scene' in parsed, JSON.stringify(parsed));
  try {
    return checkStorm(parsed.scene);
  } catch (error) {
    if (error instanceof DoomsdayError) return error.facts;
    throw error;
  }
}

const NO_STORM = { code: 'NO_STORM', message: 'no storm can be drawn for this scene', exit: 64 };

const beyond = (name: string, weight: number) => ({
  ...NO_STORM,
  where: `faults.storm.weights.${name}`,
  expected: '0, or faults.storm.tolerance: any',
  observed: String(weight),
  likely: `${name} harms others than its target, and etcd would owe no answer`,
});

const few = {
  ...NO_STORM,
  where: 'faults.storm.weights.two-recoveries',
  expected: '0',
  observed: '1',
  likely: 'two-recoveries needs 2 targets or more, and a storm draws one for each fault',
};

const CASES: readonly [name: string, members: number, storm: string, said: unknown][] = [
  ['the weights that faults have themselves', 3, '{}', undefined],
  ['a ring among a minority', 5, '{ weights: { ring: 2 } }', beyond('ring', 2)],
  ['a ring that cannot happen here', 3, '{ weights: { ring: 2 } }', beyond('ring', 2)],
  ['a bridge among a minority', 3, '{ weights: { bridge: 1 } }', beyond('bridge', 1)],
  [
    ...(['distant regions among a minority', 3] as const),
    ...(['{ weights: { distant-regions: 9 } }', beyond('distant-regions', 9)] as const),
  ],
  ['a ring that is taken out', 5, '{ weights: { ring: 0 } }', undefined],
  ['a ring where any may be harmed', 5, '{ tolerance: any, weights: { ring: 2 } }', undefined],
  ['two recoveries of one target', 5, '{ weights: { two-recoveries: 1 } }', few],
  [
    ...(['two recoveries of one target, where any may be harmed', 5] as const),
    ...(['{ tolerance: any, weights: { two-recoveries: 1 } }', few] as const),
  ],
  ['a fault of data', 3, '{ weights: { wal-delete: 1 } }', undefined],
  [
    ...(['a member that nobody can do without', 1, '{}'] as const),
    {
      ...{ ...NO_STORM, where: 'faults.storm' },
      expected: '3 members or more, or faults.storm.tolerance: any',
      observed: '1 member(s), of which etcd can do without none',
    },
  ],
];

for (const [name, members, storm, expected] of CASES) {
  test(name, () => assert.deepEqual(said(members, storm), expected));
}

test('whoever harms others than its target has no weight of its own', () => {
  const harmful = FAULTS_BY_NAME.filter(({ harmsOthers }) => harmsOthers);
  assert.deepEqual(
    harmful.map(({ facts, weight }) => [facts.name, weight]),
    [
      ['bridge', 0],
      ['ring', 0],
      ['distant-regions', 0],
    ],
  );
  const several = FAULTS_BY_NAME.filter(({ facts }) => (facts.targets?.least ?? 1) > 1);
  assert.deepEqual(
    several.map(({ facts, weight }) => [facts.name, weight]),
    [['two-recoveries', 0]],
  );
});
