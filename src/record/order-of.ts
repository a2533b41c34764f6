import type { OpLine } from '../history/types.ts';

type Called = Pick<OpLine, 'id' | 'call'>;

/** So many neighbours are put in order by moving each of them up to its place. */
const BLOCK = 32;

/**
 * The order of operations by their calls, and of those called at once by their ids: operation
 * `order[0]` comes first. undefined: they are in order already. Lines of a record come nearly in
 * order, so that hardly any of them goes far. Cost: O(n) for those, O(n log n) for any others.
 */
export function orderOf(ops: readonly Called[]): Int32Array | undefined {
  const calls = new Float64Array(ops.length);
  for (let i = 0; i < ops.length; i++) calls[i] = (ops[i] as Called).call;
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [calls[a] as number, calls[b] as number];
    return one < other || (one === other && (ops[a] as Called).id < (ops[b] as Called).id);
  };
  if (isGrowing(calls.length, isBefore)) return undefined;
  const order = new Int32Array(calls.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let from = 0; from < order.length; from += BLOCK) {
    sortBlock(order.subarray(from, from + BLOCK), isBefore);
  }
  const spare = new Int32Array(order.length);
  for (let width = BLOCK; width < order.length; width *= 2) {
    for (let from = 0; from + width < order.length; from += 2 * width) {
      merge(order.subarray(from, from + 2 * width), width, { spare, isBefore });
    }
  }
  return order;
}

/** The same operations in that order. */
export function inOrder<T>(all: readonly T[], order: Int32Array): T[] {
  const ordered = Array<T>(order.length);
  for (let i = 0; i < order.length; i++) ordered[i] = all[order[i] as number] as T;
  return ordered;
}

type IsBefore = (a: number, b: number) => boolean;

function isGrowing(size: number, isBefore: IsBefore): boolean {
  for (let i = 1; i < size; i++) if (isBefore(i, i - 1)) return false;
  return true;
}

function sortBlock(block: Int32Array, isBefore: IsBefore): void {
  for (let i = 1; i < block.length; i++) {
    const moved = block[i] as number;
    let at = i;
    for (; at > 0 && isBefore(moved, block[at - 1] as number); at--) {
      block[at] = block[at - 1] as number;
    }
    block[at] = moved;
  }
}

/** Merges both parts of `all`: what is before all of the second part stays where it is. */
function merge(
  all: Int32Array,
  middle: number,
  { spare, isBefore }: { spare: Int32Array; isBefore: IsBefore },
): void {
  let from = middle;
  const least = all[middle] as number;
  while (from > 0 && isBefore(least, all[from - 1] as number)) from -= 1;
  const left = middle - from;
  for (let i = 0; i < left; i++) spare[i] = all[from + i] as number;
  let one = 0;
  let other = middle;
  for (let at = from; one < left; at++) {
    const isOther = other < all.length && isBefore(all[other] as number, spare[one] as number);
    all[at] = (isOther ? all[other++] : spare[one++]) as number;
  }
}
