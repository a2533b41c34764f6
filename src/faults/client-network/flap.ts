import type { Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Link } from '../../links/link.ts';
import { takeTurns } from '../turns.ts';

/** Once down and up. */
export interface Swing {
  readonly down: Duration;
  readonly up: Duration;
}

/** Takes a link down and up until it is healed: these lengths over and over. */
export function flap(link: Link, swings: readonly Swing[], heal: HealStack): void {
  heal.push(`keep ${link.name} up`, () => link.enable());
  takeTurns({ heal }, async (n) => {
    const { down, up } = swings[Math.floor(n / 2) % swings.length] as Swing;
    if (n % 2 === 0) {
      await link.disable();
      return down;
    }
    await link.enable();
    return up;
  });
}
