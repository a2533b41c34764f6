import assert from 'node:assert/strict';
import { judge } from '../../../src/checker/judge.ts';
import { recorderFaults } from '../../../src/checker/recorder-faults.ts';
import type { CheckResult } from '../../../src/core/check-result.ts';
import type { DrillRecord } from '../../../src/history/types.ts';

/** Every guarantee's result; the recorder itself must be sound. */
export function judged(record: DrillRecord): CheckResult[] {
  assert.deepEqual(recorderFaults(record), []);
  return judge(record);
}

/** The guarantees that are violated, each with why. */
export const violations = (record: DrillRecord): Record<string, string> =>
  Object.fromEntries(
    judged(record)
      .filter(({ status }) => status === 'violated')
      .map(({ name, reason }) => [name, reason]),
  );

/** The guarantees that cannot be said to hold, each with why. */
export const notHolding = (record: DrillRecord): Record<string, string> =>
  Object.fromEntries(
    judged(record)
      .filter(({ status }) => status !== 'holds')
      .map(({ name, status, reason }) => [name, `${status}: ${reason}`]),
  );
