import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkFeatures } from '../../../src/cli/features/check-features.ts';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';

const fixture = join(import.meta.dirname, 'fixture');
const cwd = mkdtempSync(join(tmpdir(), 'features-'));
after(() => rmSync(cwd, { recursive: true }));

async function check(
  text: string,
  selected: { tags?: string; name?: string } = {},
): Promise<unknown> {
  writeFileSync(join(cwd, 'x.feature'), text);
  const support = await loadSteps(fixture);
  try {
    return await checkFeatures({ features: ['x.feature'], ...selected }, support, cwd);
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

test('a good feature is planned, row by row', async () => {
  const uri = 'x.feature';
  assert.deepEqual(await check(GOOD), [
    { name: 'one', uri },
    { name: '2 serve', uri },
    { name: '3 serve', uri },
  ]);
});

test('tags and a part of the name select; the name is text, not a pattern', async () => {
  assert.deepEqual(await check(GOOD, { tags: '@slow' }), [{ name: 'one', uri: 'x.feature' }]);
  assert.deepEqual(await check(GOOD, { name: '3 s' }), [{ name: '3 serve', uri: 'x.feature' }]);
  const facts = (await check(GOOD, { name: '.*' })) as { code: string };
  assert.equal(facts.code, 'SELECTION_EMPTY');
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
