import type { Ui } from '../ui.ts';

/**
 * What a soak shows of its windows: progress of long work and live figures. Their steps and notes
 * are in harness.ndjson; on the terminal a window is one line, when it is over.
 */
export const quietUi = (ui: Ui): Ui => ({
  ...ui,
  drill: () => undefined,
  phase: () => undefined,
  step: () => undefined,
  note: () => undefined,
  drillEnd: () => undefined,
});
