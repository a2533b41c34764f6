import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { factsOfScenario } from '../../../src/drill/step-facts.ts';
import { REPO } from '../../support/cli-context.ts';

interface Library {
  readonly stepDefinitions: readonly {
    readonly expression: {
      match(text: string): readonly { getValue(world: null): unknown }[] | null;
    };
  }[];
}

/** What the parameters of a sentence mean, for every step that says it. */
async function meant(text: string): Promise<unknown[][]> {
  const { stepDefinitions } = (await loadSteps(REPO)) as unknown as Library;
  return stepDefinitions.flatMap(({ expression }) => {
    const found = expression.match(text);
    return found === null ? [] : [found.map((parameter) => parameter.getValue(null))];
  });
}

const MEANINGS: readonly [text: string, ...parameters: unknown[]][] = [
  ['the leader is killed', 'leader'],
  ['all followers are killed', 'all followers'],
  ['a minority of the members are killed', 'a minority'],
  ['member m2 is killed', { member: 'm2' }],
  ['members m1 and m3 are killed', { members: ['m1', 'm3'] }],
  ['members m1, m2 and m3 are paused for a while', { members: ['m1', 'm2', 'm3'] }],
  ['messages on the link from m1 to the leader are lost', { member: 'm1' }, 'leader'],
  ['the link between the leader and a follower is cut', 'leader', 'a follower'],
  ['the link between m1 and m2 is slow for a while', { member: 'm1' }, { member: 'm2' }],
  ['the link between m1 and m2 is frozen for a while', { member: 'm1' }, { member: 'm2' }],
  ['the link between m1 and m2 is narrow for a while', { member: 'm1' }, { member: 'm2' }],
  ['the members are partitioned into "m1 m2 | m3"', 'm1 m2 | m3'],
  ['whoever leads is isolated again and again'],
  ['the disk of whoever leads stalls again and again'],
  ['whoever leads is hit by client-cut again and again', 'client-cut'],
];

for (const [text, ...parameters] of MEANINGS) {
  test(`one step says: ${text}`, async () => {
    assert.deepEqual(await meant(text), [parameters]);
  });
}

for (const text of [
  'members m1 are killed',
  'members m1 m3 are killed',
  'the link between m1 and m2 is killed',
  'whoever leads is hit by Client cut again and again',
]) {
  test(`no step says: ${text}`, async () => {
    assert.deepEqual(await meant(text), []);
  });
}

test('a fault that a sentence names is one that the scenario injects', async () => {
  const step = { id: 's', text: 'whoever leads is hit by kill again and again' };
  const { faults, choices } = factsOfScenario([step], await loadSteps(REPO));
  assert.deepEqual(
    [faults.map(({ name }) => name), choices],
    [['kill'], [{ of: 'fault', value: 'kill', id: 's' }]],
  );
});
