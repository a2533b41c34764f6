import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHECKS } from '../../../src/checker/checks.ts';
import { guaranteesPage } from '../../../src/checker/guarantees-page.ts';

const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

test('docs/guarantees.md is what the checks say', () => {
  assert.equal(readFileSync(at('docs/guarantees.md'), 'utf8'), guaranteesPage());
});

test('every check has the name of its file', () => {
  const missing = CHECKS.filter(({ name }) => !existsSync(at(`src/checker/${name}.ts`)));
  assert.deepEqual(missing, []);
});
