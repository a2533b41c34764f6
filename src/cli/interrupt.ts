import { pass, startClock } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds, toSeconds, type Duration } from '../core/duration.ts';
import { EXIT } from '../core/verdict.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A clean-up that takes longer than healing and removing together ever should. */
const LIMIT = seconds(90);

/** A run that can be interrupted. Disposing it gives the signals back. */
export interface Interruptible extends Disposable {
  /** Aborts at the first signal; its reason is the error to report, exit 130. */
  readonly signal: AbortSignal;
}

/**
 * The first SIGINT, SIGTERM or SIGHUP asks the run to heal, stop and remove; a further one is only
 * answered, because stopping half-way would leave things behind. After the limit the process ends
 * all the same, and says what to do.
 */
export function interruptible(say: (text: string) => void): Interruptible {
  const aborted = new AbortController();
  const over = new AbortController();
  const clock = startClock();
  let since: number | undefined;
  const asked = (name: NodeJS.Signals): void => {
    if (since !== undefined) {
      const soFar = toSeconds((clock.now() - since) as Duration).toFixed(1);
      return say(`still cleaning up, ${soFar} s so far (at most ${toSeconds(LIMIT)} s)\n`);
    }
    since = clock.now();
    say('\nstopping: healing faults, removing the cluster, writing the run folder\n');
    aborted.abort(interrupted(name));
    giveUpAfter(LIMIT, over.signal, say).catch(() => undefined); // aborted: cleaned up in time
  };
  for (const name of SIGNALS) process.on(name, asked);
  return {
    signal: aborted.signal,
    [Symbol.dispose]: () => {
      over.abort();
      for (const name of SIGNALS) process.off(name, asked);
    },
  };
}

const interrupted = (name: string): DoomsdayError =>
  new DoomsdayError({
    code: 'INTERRUPTED',
    message: `the run was interrupted by ${name}`,
    exit: EXIT.interrupted,
  });

async function giveUpAfter(
  limit: Duration,
  over: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  await pass(limit, over);
  say('cleaning up took too long; the rest is for: doomsday clean\n');
  process.exit(EXIT.interrupted);
}
