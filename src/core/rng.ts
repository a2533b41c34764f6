import { createHash, randomBytes } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded randomness. The same seed and the same names give the same draws. */
export interface Rng {
  readonly seed: string;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** An independent stream, so that one part's draws never shift another's. */
  fork(name: string): Rng;
}

/** A seed as people type it: `0x5eed`, `42` -> canonical `0x…`; undefined when it is not a number. */
export function parseSeed(text: string): string | undefined {
  if (!/^(0x[0-9a-f]{1,16}|\d{1,19})$/i.test(text)) return undefined;
  return `0x${BigInt.asUintN(64, BigInt(text)).toString(16)}`;
}

/** A new seed from the operating system, for a run that was not given one. */
export const freshSeed = (): string => `0x${randomBytes(4).toString('hex')}`;

/** A short id that no other run has. Not replayable on purpose: two runs of one seed differ. */
export const freshId = (): string => randomBytes(4).toString('hex');

/** A number in [0, n) that is not replayed: for ports, names and other things of this machine. */
export const unseededInt = (n: number): number => randomBytes(4).readUInt32BE() % n;

export function seededRng(seed: string): Rng {
  const state = createHash('sha256').update(seed).digest().readInt32BE();
  const generator = xoroshiro128plus(state);
  const int = (from: number, to: number): number => uniformInt(generator, from, to);
  return {
    seed,
    int,
    pick: (items) => items[int(0, items.length - 1)] as never,
    shuffle: (items) => shuffled(items, int),
    fork: (name) => seededRng(`${seed}/${name}`),
  };
}

function shuffled<T>(items: readonly T[], int: (from: number, to: number) => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = int(0, i);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
