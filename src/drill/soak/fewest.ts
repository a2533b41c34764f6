/** What was left of a list, and how sure that is. */
export interface Fewest<T> {
  readonly items: readonly T[];
  /** Calls of `fails`. */
  readonly tries: number;
  /** Whether every single one of them is needed; unknown when the budget was spent before. */
  readonly complete: boolean;
}

/**
 * Leaves out as much of a list as possible while what is left still fails: delta debugging, parts
 * first, then their complements, in ever finer parts. What fails may depend on chance: a part that
 * should have failed and did not is kept out no longer, so that the answer may be too long, never
 * one that was not seen to fail.
 * Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", ddmin.
 */
export async function fewest<T>(
  all: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
  isSpent: () => boolean,
): Promise<Fewest<T>> {
  let items = all;
  let tries = 0;
  let parts = 2;
  while (items.length > 1) {
    let smaller: readonly T[] | undefined;
    for (const candidate of candidates(items, parts)) {
      if (isSpent()) return { items, tries, complete: false };
      tries += 1;
      if (!(await fails(candidate))) continue;
      smaller = candidate;
      break;
    }
    if (smaller === undefined && parts >= items.length) break;
    // After a complement the parts keep their size, else all of them would be tried again.
    const isPart = smaller !== undefined && smaller.length <= items.length / 2;
    parts = smaller === undefined ? parts * 2 : isPart ? 2 : Math.max(2, parts - 1);
    items = smaller ?? items;
    parts = Math.min(parts, items.length);
  }
  return { items, tries, complete: true };
}

/** Each part alone, then all but each; with two parts these are the same. */
function candidates<T>(items: readonly T[], parts: number): (readonly T[])[] {
  const edge = (i: number): number => Math.round((i * items.length) / parts);
  const bounds = Array.from({ length: parts }, (_, i) => [edge(i), edge(i + 1)] as const);
  const alone = bounds.map(([from, to]) => items.slice(from, to));
  if (parts === 2) return alone;
  return [...alone, ...bounds.map(([from, to]) => items.toSpliced(from, to - from))];
}
