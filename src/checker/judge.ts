import type { CheckResult } from '../core/check-result.ts';
import type { DrillRecord } from '../history/types.ts';
import type { Check } from './check.ts';
import { CHECKS } from './checks.ts';
import { Facts } from './facts.ts';

/**
 * Holds a record against every guarantee. Pure: the same record gives the same results.
 * @returns one result for each check that has to do with the record, in the order of `CHECKS`; a
 *          check that crashes is `unknown`, with its stack in the reason. Never throws.
 */
export function judge(record: DrillRecord): CheckResult[] {
  const facts = new Facts(record);
  return CHECKS.filter((check) => applies(check, facts)).map((check) => judgeOne(check, facts));
}

export function judgeOne(check: Check, facts: Facts): CheckResult {
  const { name, guarantee, source } = check;
  try {
    return { name, guarantee, source, ...check.judge(facts) };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const reason = `the check itself failed: ${stack}`;
    return { name, guarantee, source, status: 'unknown', reason, examined: {}, witnesses: [] };
  }
}

/** A record that makes even this question crash is shown to the check, which reports the crash. */
function applies(check: Check, facts: Facts): boolean {
  try {
    return check.applies?.(facts) ?? true;
  } catch {
    return true;
  }
}
