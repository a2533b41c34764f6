import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPhaseBook } from '../../../src/drill/phase-book.ts';
import type { Line } from '../../../src/history/types.ts';

test('phases are announced, marked and timed; the same again goes on', () => {
  let now = 0;
  const lines: Line[] = [];
  const said: string[] = [];
  const ui = { phase: (name: string) => said.push(name) } as never;
  const book = openPhaseBook({ now: () => now, write: (line) => lines.push(line) }, ui);
  book.enter('prepare');
  now = 1e9;
  book.enter('build');
  now = 2e9;
  book.enter('build');
  now = 4e9;
  book.enter('act');
  now = 4.5e9;
  assert.deepEqual(book.times(), [
    { name: 'prepare', seconds: 1 },
    { name: 'build', seconds: 3 },
    { name: 'act', seconds: 0.5 },
  ]);
  assert.deepEqual(said, ['prepare', 'build', 'act']);
  assert.deepEqual(
    lines,
    [
      ['prepare', 0],
      ['build', 1e9],
      ['act', 4e9],
    ].map(([phase, at]) => ({ t: 'mark', name: 'phase', at, detail: { phase } })),
  );
});
