import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RunResult } from '../../../src/core/run-result.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const file = new URL('../../../scenarios/schema/verdict.schema.json', import.meta.url);
const schema = JSON.parse(await readFile(file, 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const { result } = mixedRun();

/** The result as a file says it, with one thing changed. */
const changed = (change: (result: Record<string, never>) => void): unknown => {
  const copy = JSON.parse(JSON.stringify(result)) as Record<string, never>;
  change(copy);
  return copy;
};

test('a whole result is valid', () => {
  assert.deepEqual([validate(changed(() => undefined)), validate.errors], [true, null]);
});

test('scenarios that were not covered are a part of it', () => {
  const skipped = [{ feature: 'f', scenario: 's', scene: 'three-members', reason: 'no y' }];
  const valid = validate(changed((r) => Object.assign(r, { skipped })));
  assert.deepEqual([valid, validate.errors], [true, null]);
  const silent = [{ feature: 'f', scenario: 's', scene: 'three-members' }];
  assert.equal(validate(changed((r) => Object.assign(r, { skipped: silent }))), false);
});

const wrong: [string, (result: RunResult & Record<string, never>) => void, string][] = [
  ['an unknown verdict', (r) => Object.assign(r, { verdict: 'green' }), '/verdict'],
  ['a field that does not exist', (r) => Object.assign(r, { color: 'red' }), ''],
  [
    'a check without a status',
    (r) => dropped(r.drills[0]?.checks[0], 'status'),
    '/drills/0/checks/0',
  ],
  [
    'a value that is text',
    (r) => put(r.drills[0]?.objectives[0], '1 s'),
    '/drills/0/objectives/0/value',
  ],
];
const dropped = (from: object | undefined, name: string): void => {
  Reflect.deleteProperty(from ?? {}, name);
};
const put = (objective: object | undefined, value: string): void => {
  Object.assign(objective ?? {}, { value });
};

for (const [what, change, where] of wrong) {
  test(`${what} is refused`, () => {
    assert.equal(validate(changed(change as never)), false);
    assert.deepEqual(
      validate.errors?.map(({ instancePath }) => instancePath),
      [where],
    );
  });
}
