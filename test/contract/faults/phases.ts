import type { FaultLine } from '../../../src/history/types.ts';

/** What a fault leaves that bit, was healed and is gone. */
export const ALL_WELL: readonly string[] = ['inject', 'bites', 'heal', 'gone'];

/** The phases of the lines, in their order: `gone`, or `gone failed`. */
export const phases = (lines: readonly FaultLine[]): string[] =>
  lines.map(({ phase, ok }) => (ok ? phase : `${phase} failed`));
