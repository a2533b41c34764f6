import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkFeatures } from '../../../src/cli/features/check-features.ts';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { FAULTS_BY_NAME } from '../../../src/drill/faults-by-name/faults-by-name.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';

const cwd = mkdtempSync(join(tmpdir(), 'harms-'));
after(() => rmSync(cwd, { recursive: true }));

/** What a run on three members says of steps before it makes anything; `fine` = nothing. */
async function said(steps: string, set: readonly string[] = []): Promise<unknown> {
  writeFileSync(join(cwd, 'x.feature'), `Feature: f\n  Scenario: s\n${steps}`);
  const { scene } = loadScene('three-members', { root: REPO, set });
  const support = await loadSteps(REPO);
  try {
    await checkFeatures({ features: ['x.feature'] }, support, { root: REPO, cwd, scene, set });
    return 'fine';
  } catch (error) {
    if (error instanceof DoomsdayError) return error.facts;
    throw error;
  }
}

const table = (...rows: readonly string[]): string =>
  ['    When these happen at once:', ...rows.map((row) => `      ${row}`), ''].join('\n');

const OFFICES = 'the leader, a follower, all followers, a random member';
const MANY = 'a minority of the members, a majority of the members, all members';
const MEMBERS = 'member m1, member m2, member m3';

const refused = (code: string, where: string, what: string) => ({
  ...{ code, where, next: `correct the ${what} in the feature`, exit: 64 },
});

const noTarget = (where: string, observed: string, likely?: string) => ({
  ...refused('NO_SUCH_TARGET', where, 'target'),
  message: `"${observed}" is no target`,
  expected: `one of ${OFFICES}, ${MANY}, ${MEMBERS}`,
  observed,
  ...(likely === undefined ? {} : { likely: `did you mean "${likely}"?` }),
});

const noMember = (where: string, what: string, name = 'm9') => ({
  ...refused('NO_SUCH_MEMBER', where, what),
  message: `the scene three-members has no member "${name}"`,
  expected: 'one of m1, m2, m3',
  observed: name,
});

const tooFew = (where: string, what: string, observed: string) => ({
  ...refused('TOO_FEW_TARGETS', where, what),
  message: 'two-recoveries needs 2 targets or more',
  expected: 'several members, such as all followers, or members m1 and m2',
  observed,
});

const noTable = (observed: string) => ({
  ...{ code: 'TABLE', message: 'a table of faults cannot be read', where: 'x.feature:3:5' },
  expected: '| fault | target | with rows such as | isolate | the leader |',
  observed,
  ...{ next: 'correct the table in the feature', exit: 64 },
});

const HEAD = '| fault | target |';

const CASES: readonly [name: string, steps: string, said: unknown][] = [
  [
    'a target that is misspelt has the place of its cell, and the nearest',
    table(HEAD, '| kill | a follower |', '| isolate | teh leader |'),
    noTarget('x.feature:6:19', 'teh leader', 'the leader'),
  ],
  [
    'a bare name is no target of a table',
    table(HEAD, '| isolate | m1 |'),
    noTarget('x.feature:5:19', 'm1'),
  ],
  [
    'a member that the scene has not, in a table',
    table('| target | fault |', '| member m9 | isolate |'),
    noMember('x.feature:5:9', 'target'),
  ],
  [
    'one of several members that the scene has not',
    table(HEAD, '| isolate | members m1 and m4 |'),
    noMember('x.feature:5:19', 'target', 'm4'),
  ],
  [
    'a fault that is misspelt has the place of its cell, and the nearest',
    table(HEAD, '| kil | the leader |'),
    {
      ...refused('NO_SUCH_FAULT', 'x.feature:5:9', 'name'),
      message: 'no fault can be played by the name "kil"',
      expected: FAULTS_BY_NAME.map(({ facts }) => facts.name).join(', '),
      observed: 'kil',
      likely: 'did you mean "kill"?',
    },
  ],
  [
    'a fault that needs two targets, on one',
    table(HEAD, '| two-recoveries | a follower |'),
    tooFew('x.feature:5:26', 'target', 'a follower'),
  ],
  [
    'a fault that needs two targets, on whoever leads',
    '    When whoever leads is hit by two-recoveries again and again\n',
    tooFew('x.feature:3:5', 'name', 'whoever leads'),
  ],
  [
    'a fault that needs two targets, on several',
    table(HEAD, '| two-recoveries | members m1 and m2 |'),
    'fine',
  ],
  [
    'a column too many',
    table('| fault | target | hold |', '| kill | the leader | 3s |'),
    noTable('| fault | target | hold |\n| kill | the leader | 3s |'),
  ],
  ['a column too few', table('| fault |', '| kill |'), noTable('| fault |\n| kill |')],
  ['a head alone', table(HEAD), noTable(HEAD)],
  ['a cell that is empty', table(HEAD, '| kill |  |'), noTable(`${HEAD}\n| kill |  |`)],
  ['no table', '    When these happen at once:\n', noTable('no table')],
  [
    'a member of a sentence that the scene has not',
    '    When member m3 is killed\n    And member m9 is killed\n',
    noMember('x.feature:4:5', 'member'),
  ],
  [
    'an end of a link that the scene has not',
    '    When the link between m4 and the leader is cut\n',
    noMember('x.feature:3:5', 'member', 'm4'),
  ],
  [
    'a member of a group that the scene has not',
    '    When the members are partitioned into "m1 m2 | m3 m4"\n',
    noMember('x.feature:3:5', 'member', 'm4'),
  ],
  [
    'a scenario that chooses a scene with such a member',
    '    Given a healthy cluster on scene "five-members"\n    When member m5 is killed\n',
    'fine',
  ],
  ['targets that there are', table(HEAD, '| kill | the leader |', '| pause | member m3 |'), 'fine'],
];

for (const [name, steps, expected] of CASES) {
  test(name, async () => assert.deepEqual(await said(steps), expected));
}

test('what an example fills into a table has the place of the example', async () => {
  const outline = `${table(HEAD, '| kill | <who> |')}    Examples:
      | who        |
      | the leader |
      | the laeder |
`;
  assert.deepEqual(await said(outline), noTarget('x.feature:9:7', 'the laeder', 'the leader'));
});

const STORM = '    When a seeded storm of faults passes\n';

test('a storm that the scene does not allow is refused before anything is made', async () => {
  const set = ['faults.storm.weights={bridge: 1}'];
  assert.deepEqual(await said(STORM), 'fine');
  assert.deepEqual(await said(STORM, [...set, 'faults.storm.tolerance=any']), 'fine');
  assert.deepEqual(await said(STORM, set), {
    code: 'NO_STORM',
    message: 'no storm can be drawn for this scene',
    where: 'faults.storm.weights.bridge',
    expected: '0, or faults.storm.tolerance: any',
    observed: '1',
    likely: 'bridge harms others than its target, and etcd would owe no answer',
    next: 'correct the scene three-members, or play another: x.feature:3:5 asks for a storm',
    exit: 64,
  });
  assert.deepEqual(await said('    When the leader is killed\n', set), 'fine');
});
