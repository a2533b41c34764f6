import { nanos, type Duration } from '../core/duration.ts';
import type { RuleBroken } from './rules.ts';
import { memberNames, type Scene } from './scene.ts';

/** Where members are: a region, and who is there. */
export interface Region {
  readonly name: string;
  readonly members: readonly string[];
}

/** How far two regions are from each other, there and back. */
export interface RoundTrip {
  readonly between: readonly string[];
  readonly rtt: Duration;
}

/** What is added to a message from one member to another, by the scene's network. */
export function oneWayLatency(
  { regions, roundTrips, peerLatency }: Scene['network'],
  from: string,
  to: string,
): Duration {
  const home = (member: string): string | undefined =>
    regions.find((region) => region.members.includes(member))?.name;
  const [here, there] = [home(from), home(to)];
  if (here === undefined || there === undefined || here === there) return peerLatency;
  const trip = roundTrips.find(({ between }) => between.includes(here) && between.includes(there));
  return trip === undefined ? peerLatency : nanos(trip.rtt / 2);
}

/** Every member lives in one region, and every pair of regions has one round trip. */
export function regionRules(scene: Scene): RuleBroken[] {
  const { regions, roundTrips } = scene.network;
  if (regions.length === 0 && roundTrips.length === 0) return [];
  const housed = regions.flatMap((region) => region.members).toSorted();
  const members = memberNames(scene).toSorted();
  return [
    ...differs(['network', 'regions'], 'each member once', members, housed),
    ...differs(
      ['network', 'roundTrips'],
      'each pair of regions once',
      pairsOf(regions.map((region) => region.name)),
      roundTrips.map(({ between }) => pairName(between)).toSorted(),
    ),
  ];
}

function differs(
  path: string[],
  rule: string,
  expected: readonly string[],
  observed: readonly string[],
): RuleBroken[] {
  const [wanted, found] = [expected, observed].map((names) => names.join(', ') || 'none');
  if (wanted === found) return [];
  return [{ path, expected: `${rule}: ${wanted}`, observed: found ?? '' }];
}

const pairName = (between: readonly string[]): string => between.toSorted().join('-');

const pairsOf = (names: readonly string[]): string[] =>
  names.flatMap((a, i) => names.slice(i + 1).map((b) => pairName([a, b]))).toSorted();
