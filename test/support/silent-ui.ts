import type { Ui } from '../../src/drill/ui.ts';

/** Tells nobody anything. */
export const silentUi: Ui = {
  drill: () => undefined,
  skipped: () => undefined,
  phase: () => undefined,
  step: () => undefined,
  note: () => undefined,
  progress: () => undefined,
  tick: () => undefined,
  drillEnd: () => undefined,
};
