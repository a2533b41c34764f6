import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkLine } from '../../../src/record/check-line.ts';
import { schemaErrors } from '../../support/history-schema.ts';

const manual = readFileSync(new URL('../../../docs/history.md', import.meta.url), 'utf8');
const examples = (/```json\n([^`]*)```/.exec(manual)?.[1] ?? '').trim().split('\n');

test('every example of the manual fits the schema and can be read', () => {
  const lines = examples.map((text) => JSON.parse(text) as { t: string });
  assert.deepEqual(
    lines.map(schemaErrors),
    lines.map(() => ''),
  );
  assert.deepEqual(
    lines.map(checkLine),
    lines.map(() => undefined),
  );
  const kinds = [
    'header',
    'invoke',
    'op',
    'watch',
    'fault',
    'epoch',
    'state',
    'sample',
    'mark',
    'end',
  ];
  assert.deepEqual([...new Set(lines.map(({ t }) => t))], kinds);
});

const op = JSON.parse(examples.find((text) => text.includes('"t":"op"')) ?? '') as object;
const bad: readonly [name: string, line: unknown, complaint: string][] = [
  ['a revision as a number', { ...op, res: { rev: 42 } }, '/res/rev must be string'],
  ['a time as text', { ...op, call: '1' }, '/call must be integer'],
  ['a field that nobody knows', { ...op, colour: 'red' }, ' must NOT have additional properties'],
  [
    'a request that nobody knows',
    { ...op, req: { op: 'shred' } },
    '/req value of tag "op" must be in oneOf',
  ],
  ['a line that nobody knows', { t: 'oops' }, ' value of tag "t" must be in oneOf'],
  ['a missing field', { t: 'end', at: 1 }, " must have required property 'dropped'"],
];

for (const [name, line, complaint] of bad) {
  test(`the schema refuses ${name}`, () =>
    assert.ok(schemaErrors(line).includes(complaint), schemaErrors(line)));
}

test('every field and every kind of line has a description', () => {
  const text = readFileSync(
    new URL('../../../src/history/history.schema.json', import.meta.url),
    'utf8',
  );
  const schema = JSON.parse(text) as { oneOf: object[]; $defs: Record<string, object> };
  const nameless = [...schema.oneOf, ...Object.values(schema.$defs)].filter(
    (part) => !('description' in part),
  );
  assert.deepEqual(nameless, []);
});
