import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doomsday } from '../../../src/cli/doomsday.ts';
import { listSteps } from '../../../src/cli/features/list-steps.ts';
import { keptContext, REPO } from '../../support/cli-context.ts';

test('every step of the product has an example: some feature uses it', async () => {
  const steps = await listSteps(REPO);
  assert.ok(steps.length > 20, `${steps.length} steps`);
  assert.deepEqual(
    steps
      .filter((step) => step.example === undefined)
      .map((step) => `${step.source} ${step.pattern}`),
    [],
  );
});

test('steps are told by subject, and as JSON', async () => {
  const text = keptContext();
  assert.equal(await doomsday(['steps'], text), 0);
  assert.match(text.written.out, /\ncluster\n {2}a healthy cluster\n {4}Given a healthy cluster\n/);
  const json = keptContext();
  assert.equal(await doomsday(['steps', '--json'], json), 0);
  const [first] = JSON.parse(json.written.out) as { pattern: string; source: string }[];
  assert.match(first?.source ?? '', /^steps\/[\w-]+\.steps\.ts:\d+$/);
});
