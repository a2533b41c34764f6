import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkLine } from '../../../src/record/check-line.ts';
import { schemaErrors } from '../../support/history-schema.ts';

const manual = readFileSync(new URL('../../../docs/history.md', import.meta.url), 'utf8');
const examples = (/```json\n([^`]*)```/.exec(manual)?.[1] ?? '').trim().split('\n');

type Node = Record<string, unknown>;

const WORTHS: readonly unknown[] = [
  ...[-1, 0, 1.5, 1e99, 2 ** 53, null, true, [], {}],
  ...['', 'x', '-1', '9006999999999999', '9007199254740993', '99999999999999999999'],
];
/** Checked behind the fields: another format or version, and the recorder's own mistakes. */
const ELSEWHERE = new Set(['header.format', 'header.version', 'op.res', 'op.res.rev']);

/** Tries every worth in every place of a line; names those where the two disagree. */
function disagreements(line: Node, place: Node, path: string, tried: { count: number }): string[] {
  return Object.keys(place).flatMap((name) => {
    const was = place[name];
    const here = Array.isArray(place) ? `${path}[]` : `${path}.${name}`;
    const inner =
      typeof was === 'object' && was !== null ? disagreements(line, was as Node, here, tried) : [];
    if (ELSEWHERE.has(here)) return inner;
    const own = WORTHS.flatMap((worth) => {
      place[name] = worth;
      tried.count += 1;
      const bySchema = schemaErrors(line) === '';
      const byHand = checkLine(line) === undefined;
      return bySchema === byHand ? [] : [`${here} = ${JSON.stringify(worth)}`];
    });
    place[name] = was;
    return [...inner, ...own];
  });
}

test('what the schema refuses of a field, the reader refuses too, and nothing else', (t) => {
  const tried = { count: 0 };
  const found = examples.flatMap((text) => {
    const line = JSON.parse(text) as Node & { t: string };
    return disagreements(line, line, line.t, tried);
  });
  t.diagnostic(`${tried.count} fields of ${examples.length} lines`);
  assert.deepEqual([...new Set(found)], []);
});
