import type { Rng } from '../core/rng.ts';
import type { Int64, Request } from '../history/types.ts';
import type { KeySpace } from './key-space.ts';
import type { ReadMemory } from './read-memory.ts';

/** A request, or one that is completed from what the client last read when its turn comes. */
export type Draft = Request | ((memory: ReadMemory) => Request);

/** What a traffic shape draws with. Everything in it depends on the seed alone, never on timing. */
export interface DrawingHand {
  readonly rng: Rng;
  readonly space: KeySpace;
  /** A value that no other call of the drill writes. */
  nextValue(): string;
  /** A lease id that no other call of the drill asks for. */
  nextLease(): Int64;
  /** Seconds. */
  readonly leaseTtl: number;
}

/** Draws the calls, one or a few in order, that one turn of one client makes. */
export type Traffic = (hand: DrawingHand) => readonly Draft[];

/** `times` in `outOf` draws are true. */
export const chance = (rng: Rng, times: number, outOf: number): boolean =>
  rng.int(1, outOf) <= times;
