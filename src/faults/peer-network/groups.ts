import type { Rng } from '../../core/rng.ts';

/** Who sees whom is a matter of names here: `apart` are the pairs that must not hear each other. */
export type Pair<T> = readonly [T, T];

/** Pairs of members that are in different groups. */
export const apartBetween = <T>(groups: readonly (readonly T[])[]): Pair<T>[] =>
  pairsOf(groups.flat()).filter(
    ([a, b]) => !groups.some((group) => group.includes(a) && group.includes(b)),
  );

/** Two groups that differ by one member at most; the seed draws who is where. */
export function halves<T>(members: readonly T[], rng: Rng): T[][] {
  const drawn = rng.shuffle(members);
  const half = Math.floor(drawn.length / 2);
  return [drawn.slice(0, half), drawn.slice(half)];
}

/**
 * The largest minority around `core` that the seed draws, and the majority that is left. A core
 * that is a majority itself stays together.
 */
export function minorityAround<T>(core: readonly T[], members: readonly T[], rng: Rng): T[][] {
  const minority = Math.floor((members.length - 1) / 2);
  const others = rng.shuffle(members.filter((m) => !core.includes(m)));
  const drawn = Math.max(0, minority - core.length);
  return [[...core, ...others.slice(0, drawn)], others.slice(drawn)];
}

/** One member of both groups: it sees two sides that do not see each other. */
export function bridged<T>(bridge: T, members: readonly T[], rng: Rng): T[][] {
  const [one = [], other = []] = halves(
    members.filter((m) => m !== bridge),
    rng,
  );
  return [
    [bridge, ...one],
    [bridge, ...other],
  ];
}

/**
 * The members in a ring that the seed draws, each hearing only its nearest neighbours on both
 * sides, as many as a majority with itself takes: every member sees a majority, and no two the
 * same one.
 * Below five members that would be everybody. Source: Jepsen's nemesis `majorities-ring`.
 */
export function ringOfMajorities<T>(
  members: readonly T[],
  rng: Rng,
): { ring: T[]; apart: Pair<T>[] } {
  const ring = rng.shuffle(members);
  const reach = Math.ceil(Math.floor(ring.length / 2) / 2);
  const steps = ([a, b]: Pair<T>): number => {
    const way = Math.abs(ring.indexOf(a) - ring.indexOf(b));
    return Math.min(way, ring.length - way);
  };
  return { ring, apart: pairsOf(ring).filter((pair) => steps(pair) > reach) };
}

const pairsOf = <T>(members: readonly T[]): Pair<T>[] => {
  const all = [...new Set(members)];
  return all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
};
