import type { FaultWorld } from '../define-fault.ts';
import { everythingCrosses } from '../proof.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { directionsOf, linksOf, nameOf, reversed, without, type Direction } from './direction.ts';
import { changesOf } from './put-together.ts';
import { nothingCrosses } from './silence.ts';
import { streamsShow } from './stream-proof.ts';

/**
 * Proves that these directions are cut, and no other. New connections: no round trip over either
 * link of a pair that has a cut direction, round trips over the links of every other pair. Standing
 * streams: see stream-proof.ts; the free direction of a half-cut pair must go on. What did not
 * cross before the harm is another fault's, and nothing is asked of it.
 */
export async function provenCut(world: FaultWorld, cut: readonly Direction[]): Promise<string> {
  const { cluster } = world;
  const half = without(cut.map(reversed), cut);
  const whole = without(directionsOf(cluster), [...cut, ...half]);
  const crossing = crossedBefore(world, linksOf(cluster, whole));
  const proofs = [
    nothingCrosses(world, judgeable(world, linksOf(cluster, cut))),
    ...(crossing.length === 0 ? [] : [everythingCrosses(world, crossing)]),
    streamsShow(world, { cut, carries: wholeBefore(world, half) }),
  ];
  return [...(await Promise.all(proofs)), changesOf(world)].join('; ');
}

/** Proves that these directions carry again, on new connections and on standing streams. */
export async function provenWhole(world: FaultWorld, cut: readonly Direction[]): Promise<string> {
  const links = crossedBefore(world, linksOf(world.cluster, cut));
  const carries = wholeBefore(world, [...cut, ...without(cut.map(reversed), cut)]);
  const proofs = [everythingCrosses(world, links), streamsShow(world, { cut: [], carries })];
  return (await Promise.all(proofs)).join('; ');
}

/** Directions between members of which both links were whole before the harm. */
function wholeBefore(world: FaultWorld, directions: readonly Direction[]): Direction[] {
  const crossed = new Set(crossedBefore(world, linksOf(world.cluster, directions)).map(nameOf));
  return directions.filter((d) => crossed.has(nameOf(d)) && crossed.has(nameOf(reversed(d))));
}
