/** When a change that concerns many links began and when the last of them was changed. */
export interface ChangeWindow<T> {
  readonly begin: number;
  readonly end: number;
  readonly results: readonly T[];
}

/**
 * Changes many links at once. Toxiproxy has no atomic change of several proxies, so they are sent
 * concurrently and the window is told; a record must not claim an instant.
 * @param now the drill's clock, nanoseconds.
 * @throws the first error, after every change has ended, so that no change is still under way.
 */
export async function changeTogether<L, T>(
  links: readonly L[],
  change: (link: L) => Promise<T>,
  now: () => number,
): Promise<ChangeWindow<T>> {
  const begin = now();
  const settled = await Promise.allSettled(links.map(change));
  const end = now();
  const results = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return { begin, end, results };
}
