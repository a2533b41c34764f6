import type { Rng } from '../../core/rng.ts';

const SHARES = 1_000_000;

export interface Flips {
  /** `OFFSET:MASK` as the gate takes them, each offset once. */
  readonly places: string[];
  /** What was drawn, in shares: where that is depends on how much was written. */
  readonly words: string;
}

/** Draws bits among the bytes that are used. */
export function drawFlips(rng: Rng, { bits, used }: { bits: number; used: number }): Flips {
  const drawn = Array.from({ length: bits }, () => ({
    share: rng.int(0, SHARES - 1),
    bit: rng.int(0, 7),
  }));
  const masks = new Map<number, number>();
  for (const { share, bit } of drawn) {
    const offset = Math.floor((used * share) / SHARES);
    // Two draws of one byte must not undo each other.
    if (!masks.has(offset)) masks.set(offset, 1 << bit);
  }
  const words = drawn.map(({ share, bit }) => `bit ${bit} at ${(share / 1e4).toFixed(4)} %`);
  return {
    places: [...masks].map(([offset, mask]) => `${offset}:${mask}`),
    words: `of the bytes used: ${words.join(', ')}`,
  };
}
