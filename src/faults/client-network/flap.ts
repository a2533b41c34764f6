import { pass } from '../../core/clock.ts';
import type { Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Link } from '../../links/link.ts';

/** Once down and up. */
export interface Swing {
  readonly down: Duration;
  readonly up: Duration;
}

/**
 * Takes a link down and up until it is healed: these lengths over and over. What went wrong on the
 * way is told by the heal, which leaves the link up in any case.
 */
export function flap(link: Link, swings: readonly Swing[], heal: HealStack): void {
  const over = new AbortController();
  let flapping: Promise<Error | undefined> = Promise.resolve(undefined);
  heal.push(`keep ${link.name} up`, async () => {
    over.abort(new Error('healed'));
    const failure = await flapping;
    await link.enable();
    if (failure !== undefined) throw failure;
  });
  flapping = swing(link, swings, over.signal).catch((error: Error) =>
    over.signal.aborted ? undefined : error,
  );
}

async function swing(link: Link, swings: readonly Swing[], over: AbortSignal): Promise<never> {
  for (let i = 0; ; i++) {
    const { down, up } = swings[i % swings.length] as Swing;
    await link.disable();
    await pass(down, over);
    await link.enable();
    await pass(up, over);
  }
}
