import type { HealStack } from '../../core/heal-stack.ts';
import type { Link } from '../../links/link.ts';
import { turnOf, type Swing } from '../swings.ts';
import { takeTurns } from '../turns.ts';

/** Takes a link down and up until it is healed: these lengths over and over. */
export function flap(link: Link, swings: readonly Swing[], heal: HealStack): void {
  heal.push(`keep ${link.name} up`, () => link.enable());
  takeTurns({ heal }, async (n) => {
    const { down, lasts } = turnOf(swings, n);
    await (down ? link.disable() : link.enable());
    return lasts;
  });
}
