import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckStatus } from '../../../src/core/check-result.ts';
import type { Check } from '../../../src/checker/check.ts';
import { Facts } from '../../../src/checker/facts.ts';
import { judgeOne } from '../../../src/checker/judge.ts';
import type { RecordBuilder } from './build-record.ts';

export type Case = readonly [name: string, RecordBuilder, CheckStatus, reason?: string];

/** Runs a check over small records; the reason, where given, must be part of the check's own. */
export function testCases(check: Check, cases: readonly Case[]): void {
  for (const [name, { record }, status, reason] of cases) {
    test(`${check.name}: ${name}`, () => {
      const result = judgeOne(check, new Facts(record));
      const shown = { status: result.status, reason: result.reason };
      const expected = { status, reason: reason === undefined ? result.reason : shown.reason };
      assert.deepEqual(shown, expected);
      if (reason !== undefined) assert.ok(result.reason.includes(reason), result.reason);
    });
  }
}
