import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { chosen, factsOfScenario } from '../../../src/drill/step-facts.ts';
import type { StepFacts } from '../../../src/drill/step-facts.ts';
import { REPO } from '../../support/cli-context.ts';

const facts = async (...texts: string[]) =>
  factsOfScenario(
    texts.map((text, i) => ({ id: `s${i}`, text })),
    await loadSteps(REPO),
  );

test('the faults of a scenario are those that its steps inject, each once', async () => {
  const { faults, choices } = await facts(
    'a healthy cluster',
    'the leader is killed',
    'a follower is killed',
    'all members are paused for a while',
    'no acknowledged write is missing',
  );
  assert.deepEqual([faults.map(({ name }) => name), choices], [['kill', 'pause'], []]);
});

test('a table names faults in one of its columns', () => {
  const wrapperOptions: StepFacts = { faultsInColumn: 'fault' };
  const expression = { match: () => [] };
  const support = { stepDefinitions: [{ expression, options: { wrapperOptions } }] } as never;
  const table = [
    ['target', 'fault'],
    ['kill', 'pause'],
    ['the leader', 'isolate'],
    ['a follower', 'no such fault'],
  ];
  const rows = table.map((cells) => ({ cells: cells.map((value) => ({ value })) }));
  const step = { id: 's', text: 'these happen:', argument: { dataTable: { rows } } };
  const { faults, ...others } = factsOfScenario([step], support);
  assert.deepEqual(faults.map(({ name }) => name).toSorted(), ['isolate', 'pause']);
  assert.deepEqual(others, {
    ...{ drawn: [], choices: [], named: [], storms: [] },
    tables: [{ rows: table, id: 's' }],
  });
});

test('a storm draws among faults and needs none of them', async () => {
  const { faults, drawn, storms } = await facts('a seeded storm of faults passes');
  assert.deepEqual(storms, ['s0']);
  const names = drawn.map(({ name }) => name);
  assert.deepEqual(
    [faults, new Set(names).size, names.includes('isolate')],
    [[], names.length, true],
  );
});

test('a scene and a release are chosen by name, a leading v is only spoken', async () => {
  const both = await facts('a healthy cluster on scene "five-members" running etcd v3.6.14');
  assert.deepEqual(both.choices, [
    { of: 'scene', value: 'five-members', id: 's0' },
    { of: 'etcd', value: '3.6.14', id: 's0' },
  ]);
  const etcd = await facts('a healthy cluster running etcd 3.5.33');
  assert.deepEqual([chosen(etcd, 'scene'), chosen(etcd, 'etcd')], [undefined, '3.5.33']);
});

test('members are named in sentences, as targets and as ends of links', async () => {
  const { named } = await facts(
    'the leader is killed',
    'member m2 is killed',
    'members m1 and m3 are killed',
    'the link between m4 and the leader is cut',
  );
  assert.deepEqual(named, [
    { name: 'm2', id: 's1' },
    { name: 'm1', id: 's2' },
    { name: 'm3', id: 's2' },
    { name: 'm4', id: 's3' },
  ]);
});
