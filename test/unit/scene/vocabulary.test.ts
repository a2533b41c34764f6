import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT, VERDICTS } from '../../../src/core/verdict.ts';
import { OBJECTIVE_NAMES } from '../../../src/scene/objective-names.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/vocabulary.md'), 'utf8');
/** Rows of the page's tables, without the spaces that align them. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('the vocabulary lists every objective with its unit and meaning', () => {
  const expected = OBJECTIVE_NAMES.map(({ name, unit, meaning }) => [`\`${name}\``, unit, meaning]);
  const names = new Set(expected.map(([name]) => name));
  const listed = rows.map((cells) => cells.slice(1, 4)).filter(([name]) => names.has(name));
  assert.deepEqual(listed, expected);
});

test('the vocabulary lists every verdict with its exit code', () => {
  const codes = rows
    .map(([, name = '', , code = '']) => [name.replaceAll('`', ''), Number(code)] as const)
    .filter(([name]) => VERDICTS.some((verdict) => verdict === name));
  const expected = VERDICTS.map((verdict) => [verdict, EXIT[verdict]] as const);
  assert.deepEqual(new Map(codes), new Map(expected.toReversed()));
});
