import { pass } from './clock.ts';
import type { Duration } from './duration.ts';

/** Aborts `signal` when nobody said `heard` for as long as was allowed. */
export interface SilenceWatch {
  readonly signal: AbortSignal;
  /** Something came: the time starts afresh, from now on with `allowed` of silence. */
  heard(allowed: Duration): void;
  stop(): void;
}

export function watchSilence(allowed: Duration, outer?: AbortSignal): SilenceWatch {
  const abort = new AbortController();
  let timer = new AbortController();
  const arm = (length: Duration): void => {
    timer = new AbortController();
    pass(length, timer.signal).then(
      () => abort.abort(new Error('no answer')),
      () => {},
    );
  };
  arm(allowed);
  return {
    signal: outer === undefined ? abort.signal : AbortSignal.any([abort.signal, outer]),
    heard: (next) => {
      timer.abort();
      arm(next);
    },
    stop: () => timer.abort(),
  };
}
