/**
 * Rows for labels or bars so that no two in one row overlap: the first row that is free again at
 * `from`. Items in order of `from`.
 */
export function levels(items: readonly { from: number; to: number }[]): number[] {
  const busyUntil: number[] = [];
  return items.map(({ from, to }) => {
    const free = busyUntil.findIndex((until) => until <= from);
    const row = free < 0 ? busyUntil.length : free;
    busyUntil[row] = to;
    return row;
  });
}
