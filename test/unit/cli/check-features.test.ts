import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkFeatures } from '../../../src/cli/features/check-features.ts';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { REPO } from '../../support/cli-context.ts';
import { knownScenes, loadScene } from '../../../src/scene/load-scene.ts';
import type { Scene } from '../../../src/scene/scene.ts';
import { seconds } from '../../../src/core/duration.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';

const fixture = join(import.meta.dirname, 'fixture');
const cwd = mkdtempSync(join(tmpdir(), 'features-'));
after(() => rmSync(cwd, { recursive: true }));

const three = loadScene('three-members', { root: REPO }).scene;

async function check(
  text: string,
  selected: { tags?: string; name?: string } = {},
  scene = three,
): Promise<unknown> {
  writeFileSync(join(cwd, 'x.feature'), text);
  const support = await loadSteps(fixture);
  try {
    return await checkFeatures({ features: ['x.feature'], ...selected }, support, {
      root: REPO,
      cwd,
      scene,
    });
  } catch (error) {
    if (error instanceof DoomsdayError) return error.facts;
    throw error;
  }
}

const GOOD = `Feature: f
  @slow
  Scenario: one
    When the leader is isolated from its peers
  Scenario Outline: <n> serve
    Then <n> members serve
    Examples:
      | n |
      | 2 |
      | 3 |
`;

const planned = (...names: string[]) => ({
  scenarios: names.map((name) => ({ name, uri: 'x.feature' })),
  chosen: { scenes: new Map<string, Scene>(), etcds: [] as string[] },
});

test('a good feature is planned, row by row', async () => {
  assert.deepEqual(await check(GOOD), planned('one', '2 serve', '3 serve'));
});

test('tags and a part of the name select; the name is text, not a pattern', async () => {
  assert.deepEqual(await check(GOOD, { tags: '@slow' }), planned('one'));
  assert.deepEqual(await check(GOOD, { name: '3 s' }), planned('3 serve'));
  const facts = (await check(GOOD, { name: '.*' })) as { code: string };
  assert.equal(facts.code, 'SELECTION_EMPTY');
});

test('what scenarios choose is looked up before anything is made', async () => {
  const text = `Feature: f
  Scenario: one
    Given five on scene "five-members"
  Scenario Outline: two
    Given three running etcd <etcd>
    Examples:
      | etcd   |
      | 3.6.14 |
      | 3.5.33 |
`;
  const { chosen } = (await check(text)) as ReturnType<typeof planned>;
  assert.deepEqual(
    [[...chosen.scenes].map(([name, { members }]) => [name, members]), chosen.etcds],
    [[['five-members', 5]], ['3.6.14', '3.5.33', '3.7.1']],
  );
});

const SENTENCES = 'one of the sentences that "doomsday steps" lists';

const refusals = [
  [
    'an undefined step has its place and the nearest step',
    'Feature: f\n\n  Scenario: s\n    When the leader is isolated from his peers\n',
    {
      code: 'STEP_UNDEFINED',
      message: 'no step says "the leader is isolated from his peers"',
      where: 'x.feature:4:5',
      expected: SENTENCES,
      observed: 'the leader is isolated from his peers',
      likely: 'did you mean "the leader is isolated from its peers"?',
      next: 'doomsday steps',
      exit: 64,
    },
  ],
  [
    'a step that nothing resembles has no suggestion',
    'Feature: f\n  Scenario: s\n    When pigs fly\n',
    {
      code: 'STEP_UNDEFINED',
      message: 'no step says "pigs fly"',
      where: 'x.feature:3:5',
      expected: SENTENCES,
      observed: 'pigs fly',
      next: 'doomsday steps',
      exit: 64,
    },
  ],
  [
    'an ambiguous step names the steps that match',
    'Feature: f\n  Scenario: s\n    Given a healthy cluster\n',
    {
      code: 'STEP_AMBIGUOUS',
      message: '2 steps say "a healthy cluster"',
      where: 'x.feature:3:5',
      expected: 'a sentence that one step matches',
      observed: 'a healthy cluster\na healthy {word}',
      next: 'doomsday steps',
      exit: 64,
    },
  ],
  [
    'a misspelt keyword leaves a scenario without steps',
    'Feature: f\n  Scenario: s\n    Gven a healthy thing\n    Wen pigs fly\n',
    {
      code: 'SCENARIO_EMPTY',
      message: 'the scenario "s" has no steps',
      where: 'x.feature:3:5',
      expected: 'lines that begin with Given, When, Then, And or But',
      observed: 'Gven a healthy thing',
      likely: 'a misspelt keyword makes a line description',
      next: 'fix the file',
      exit: 64,
    },
  ],
  [
    'a misspelt first keyword is found although steps follow it',
    'Feature: f\n  Scenario: s\n    Gven a healthy thing\n    Then 2 members serve\n',
    {
      code: 'STEP_LOST',
      message: 'a line of the scenario "s" looks like a step and is none',
      where: 'x.feature:3:5',
      expected: 'a line that begins with Given, When, Then, And or But',
      observed: 'Gven a healthy thing',
      likely: 'did you mean "Given"?',
      next: 'fix the file',
      exit: 64,
    },
  ],
  [
    'an outline without examples would pass without being played',
    'Feature: f\n  Scenario Outline: s\n    Then <n> members serve\n    Examples:\n      | n |\n',
    {
      code: 'SCENARIO_EMPTY',
      message: 'the outline "s" has no examples',
      where: 'x.feature:2:3',
      expected: 'a table of examples with at least one row',
      observed: 'none',
      next: 'fix the file',
      exit: 64,
    },
  ],
  [
    'text that is no Gherkin',
    'Feature: f\n  Scenario: s\n    Then 2 members serve\n    Thn 3 members serve\n',
    {
      code: 'FEATURE_SYNTAX',
      message: 'x.feature is not Gherkin',
      where: 'x.feature:4:5',
      expected:
        'EOF, TableRow, DocStringSeparator, Step, Tag, Examples, Scenario, Rule, Comment, Empty',
      observed: 'Thn 3 members serve',
      next: 'fix the file',
      exit: 64,
    },
  ],
  [
    'an unknown scene has the place of its step and the nearest scene',
    'Feature: f\n  Scenario: s\n    Given five on scene "five-member"\n',
    {
      code: 'SCENE_UNKNOWN',
      message: 'there is no scene "five-member"',
      where: 'x.feature:3:5',
      expected: `one of ${knownScenes(REPO).join(', ')}, or the path of a .yaml file`,
      observed: 'five-member',
      likely: 'did you mean "five-members"?',
      next: 'correct the name in the feature',
      exit: 64,
    },
  ],
  [
    'a row of an outline that names no release has the place of the row',
    `Feature: f
  Scenario Outline: s
    Given three running etcd <etcd>
    Examples:
      | etcd  |
      | 3.7.1 |
      | 3.7   |
`,
    {
      code: 'BAD_ETCD',
      message: '"3.7" is no etcd version, path or image',
      where: 'x.feature:7:7',
      expected:
        'a full version (3.6.14), a path (./bin, /opt/etcd/etcd) or an image (registry/name:tag)',
      observed: '"3.7"',
      next: 'correct the version in the feature',
      exit: 64,
    },
  ],
  [
    'a release that is too old',
    'Feature: f\n  Scenario: s\n    Given three running etcd 3.3.27\n',
    {
      code: 'ETCD_TOO_OLD',
      message: 'etcd 3.3.27 is older than 3.4',
      where: 'x.feature:3:5',
      expected: 'etcd 3.4.0 or newer',
      next: 'correct the version in the feature',
      exit: 64,
    },
  ],
  [
    'an image would tie a feature to one machine',
    'Feature: f\n  Scenario: s\n    Given three running etcd registry/etcd:v1\n',
    {
      code: 'BAD_ETCD',
      message: '"registry/etcd:v1" is no etcd version',
      where: 'x.feature:3:5',
      expected: 'a full version, such as 3.6.14; a path or an image goes with --etcd',
      observed: 'registry/etcd:v1',
      next: 'correct the version in the feature',
      exit: 64,
    },
  ],
  [
    'an empty file has nothing to play',
    '',
    {
      code: 'SELECTION_EMPTY',
      message: 'no scenario is left to play',
      expected: 'at least one scenario',
      observed: '0 scenarios in x.feature',
      next: 'widen --tags or --name, or name another feature',
      exit: 64,
    },
  ],
] as const;

for (const [name, text, facts] of refusals) {
  test(name, async () => {
    assert.deepEqual(await check(text), facts);
  });
}

test('what the command line sets holds for a scene that a feature chooses, too', async () => {
  writeFileSync(
    join(cwd, 'x.feature'),
    'Feature: f\n  Scenario: s\n    Given five on scene "five-members"\n',
  );
  const home = { root: REPO, cwd, set: ['etcd.election=3s'], scene: three };
  const planned = await checkFeatures({ features: ['x.feature'] }, await loadSteps(fixture), home);
  assert.equal(planned.chosen.scenes.get('five-members')?.etcd.election, seconds(3));
});

test('several problems are told at once, the first in full', async () => {
  const text = 'Feature: f\n  Scenario: s\n    When pigs fly\n    And the leader is isolated\n';
  const facts = (await check(text)) as { where: string; likely: string };
  assert.equal(facts.where, 'x.feature:3:5');
  assert.equal(
    facts.likely,
    'also wrong:\nx.feature:4:5  no step says "the leader is isolated"; ' +
      'did you mean "the leader is isolated from its peers"?',
  );
});

test('a tag expression that cannot be read is refused', async () => {
  const facts = (await check(GOOD, { tags: '(@slow' })) as { code: string; exit: number };
  assert.deepEqual([facts.code, facts.exit], ['TAGS_INVALID', 64]);
});
