import { pass } from '../core/clock.ts';
import type { Duration } from '../core/duration.ts';
import type { FaultWorld } from './define-fault.ts';

/**
 * Takes turn after turn until the fault is healed. A turn says how long the next one waits, in
 * scene time. What a turn threw is thrown by the heal, and again by its second try.
 */
export function takeTurns(
  { heal }: Pick<FaultWorld, 'heal'>,
  turn: (n: number) => Promise<Duration>,
): void {
  const stop = new AbortController();
  const begun = Promise.withResolvers<void>();
  heal.push('end the turns', async () => {
    stop.abort();
    await going;
  });
  const going = begun.promise.then(() => turns(turn, stop.signal));
  begun.resolve();
  going.catch(() => undefined); // told by the heal
}

async function turns(turn: (n: number) => Promise<Duration>, stop: AbortSignal): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    const wait = await turn(n);
    await pass(wait, stop).catch(() => undefined);
  }
}
