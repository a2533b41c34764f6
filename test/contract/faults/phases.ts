import assert from 'node:assert/strict';
import type { FaultLine } from '../../../src/history/types.ts';

/** What a fault leaves that bit, was healed and is gone. */
export const ALL_WELL: readonly string[] = ['inject', 'bites', 'heal', 'gone'];

/** The phases of the lines, in their order: `gone`, or `gone failed`. */
export const phases = (lines: readonly FaultLine[]): string[] =>
  lines.map(({ phase, ok }) => (ok ? phase : `${phase} failed`));

/** Fails with the evidence of the phases that failed. */
export function assertWell(lines: readonly FaultLine[]): void {
  const told = lines.map(({ phase, ok, evidence }) =>
    ok ? phase : `${phase} failed: ${evidence}`,
  );
  assert.deepEqual(told, ALL_WELL);
}
