import { pass } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { millis } from '../core/duration.ts';
import { unaskedEnd } from '../cluster/unasked-end.ts';
import type { Recorder } from '../record/recorder.ts';
import type { Runtime } from '../runtime/runtime.ts';

export interface Watched {
  readonly runtime: Runtime;
  readonly recorder: Recorder;
  /** Told once, of the first thing that ended. */
  readonly broken: (error: unknown) => void;
}

const EVERY = millis(100);

/**
 * Ends the drill at once when something under it ends that nobody asked to end: a member's process
 * or its gate, Toxiproxy, or the disk under the record. What happens after that proves nothing.
 * @returns a function that ends the watching.
 */
export function watchForEnds({ runtime, recorder, broken }: Watched): () => void {
  const over = new AbortController();
  const { signal } = over;
  const tell = (error: unknown): void => {
    if (!signal.aborted) broken(error);
    over.abort();
  };
  void runtime.toxiproxy.died().then((why) => tell(toxiproxyEnded(why)), tell);
  void lookAround();
  return () => over.abort();

  async function lookAround(): Promise<void> {
    while (!signal.aborted) {
      const stopped = runtime.machines.filter((machine) => machine.state === 'stopped');
      // A start that failed tells its own error.
      const ends = await Promise.all(stopped.map((m) => unaskedEnd(m).catch(() => undefined)));
      const error = recorder.failure ?? ends.find((end) => end !== undefined);
      if (error !== undefined) return tell(error);
      await pass(EVERY, signal).catch(() => undefined);
    }
  }
}

const toxiproxyEnded = (why: string): DoomsdayError =>
  new DoomsdayError({
    code: 'TOXIPROXY_ENDED',
    message: 'Toxiproxy ended although nobody asked it to: no link works without it',
    expected: 'Toxiproxy to run until the end of the drill',
    observed: why,
    likely: 'somebody killed it, or the machine is out of memory',
    next: 'doomsday doctor, then play the drill again',
  });
