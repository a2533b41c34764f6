import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CheckStatus } from '../../../src/core/check-result.ts';
import type { Check } from '../../../src/checker/check.ts';
import { Facts } from '../../../src/checker/facts.ts';
import { judgeOne } from '../../../src/checker/judge.ts';
import type { RecordBuilder } from './build-record.ts';

const file = new URL('../../../scenarios/schema/verdict.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: false }).addSchema(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);
const written = ajv.compile({ $ref: 'verdict.schema.json#/$defs/check' });

export type Case = readonly [name: string, RecordBuilder, CheckStatus, reason?: string];

/**
 * Runs a check over small records; the reason, where given, must be part of the check's own. Every
 * result is such as verdict.json may hold.
 */
export function testCases(check: Check, cases: readonly Case[]): void {
  for (const [name, { record }, status, reason] of cases) {
    test(`${check.name}: ${name}`, () => {
      const result = judgeOne(check, new Facts(record));
      const shown = { status: result.status, reason: result.reason };
      const expected = { status, reason: reason === undefined ? result.reason : shown.reason };
      assert.deepEqual(shown, expected);
      assert.deepEqual([written(result), written.errors], [true, null]);
      if (reason !== undefined) assert.ok(result.reason.includes(reason), result.reason);
    });
  }
}
