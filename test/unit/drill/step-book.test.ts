import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import type { StepResult } from '../../../src/core/run-result.ts';
import type { Drill } from '../../../src/drill/drill.ts';
import { StepBook } from '../../../src/drill/step-book.ts';

const failure = new DoomsdayError({ code: 'X', message: 'it broke', next: 'mend it' });

/** What one step leaves when it takes two seconds and ends with cucumber's `status`. */
function afterStep(status: string, failed?: unknown) {
  let now = 5e9;
  const marks: unknown[] = [];
  const shown: unknown[] = [];
  const steps: StepResult[] = [];
  const recorder = { now: () => now, write: (line: unknown) => marks.push(line) };
  const ui = { step: (event: unknown) => shown.push(event) };
  const book = new StepBook({ recorder, ui, steps, failure: failed } as unknown as Drill);
  book.begins('pigs fly');
  now = 7e9;
  book.ends('pigs fly', status);
  return { marks, shown, steps };
}

test('steps that never came are skipped: in the result, in the record, on the terminal', () => {
  const marks: unknown[] = [];
  const shown: unknown[] = [];
  const steps: StepResult[] = [];
  const recorder = { now: () => 3e9, write: (line: unknown) => marks.push(line) };
  const ui = { step: (event: unknown) => shown.push(event) };
  new StepBook({ recorder, ui, steps } as unknown as Drill).neverCame(['one', 'two']);
  const results = ['one', 'two'].map((one) => ({ text: one, status: 'skipped', seconds: 0 }));
  const told = results.map(({ text: one, status }) => ({
    ...{ t: 'mark', name: 'step', at: 3e9 },
    detail: { text: one, status },
  }));
  assert.deepEqual({ steps, shown, marks }, { steps: results, shown: results, marks: told });
});

const text = 'pigs fly';
const cases: readonly [string, unknown, StepResult, string][] = [
  ['PASSED', undefined, { text, status: 'passed', seconds: 2 }, 'passed'],
  ['FAILED', failure, { text, status: 'failed', seconds: 2, error: failure.render() }, 'failed'],
  ['FAILED', undefined, { text, status: 'failed', seconds: 2 }, 'failed'],
  ['SKIPPED', undefined, { text, status: 'skipped', seconds: 2 }, 'skipped'],
  ['UNDEFINED', undefined, { text, status: 'undefined', seconds: 2 }, 'skipped'],
  ['AMBIGUOUS', undefined, { text, status: 'failed', seconds: 2 }, 'failed'],
];

for (const [status, failed, result, told] of cases) {
  test(`${status}${failed === undefined ? '' : ' with an error'} -> ${result.status}`, () => {
    const mark = (at: number, now: string) => ({
      ...{ t: 'mark', name: 'step', at },
      detail: { text, status: now },
    });
    assert.deepEqual(afterStep(status, failed), {
      marks: [mark(5e9, 'running'), mark(7e9, result.status)],
      shown: [
        { text, status: 'running', seconds: 0 },
        { text, status: told, seconds: 2 },
      ],
      steps: [result],
    });
  });
}
