import { MARK } from '../history/marks.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Ui } from './ui.ts';

/** The phases of a drill, in order; each is announced, marked and timed. */
const PHASES = [
  'prepare',
  'build',
  'steady state',
  'act',
  'settle',
  'final read',
  'judge',
  'remove',
] as const;
export type Phase = (typeof PHASES)[number];

export interface PhaseBook {
  /** Ends the phase before and begins this one; the same phase again goes on. */
  enter(phase: Phase): void;
  /** Phase -> seconds, in order of entering; the last one runs until now. */
  times(): { name: string; seconds: number }[];
}

export function openPhaseBook(sink: Pick<HistorySink, 'now' | 'write'>, ui: Ui): PhaseBook {
  const entered: { name: Phase; at: number }[] = [];
  return {
    enter: (name) => {
      if (entered.at(-1)?.name === name) return;
      const at = sink.now();
      entered.push({ name, at });
      sink.write({ t: 'mark', name: MARK.phase, at, detail: { phase: name } });
      ui.phase(name);
    },
    times: () => {
      const now = sink.now();
      return entered.map(({ name, at }, i) => ({
        name,
        seconds: ((entered[i + 1]?.at ?? now) - at) / 1e9,
      }));
    },
  };
}
