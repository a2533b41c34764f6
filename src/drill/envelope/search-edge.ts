import type { Edge } from '../../objectives/envelope/frontier.ts';

export interface EdgeSearch {
  /** Scales between which the edge is looked for; both above zero. */
  readonly from: number;
  readonly to: number;
  /** The search ends when the edge is known within this ratio: 1.1 = 10 %. */
  readonly precision: number;
  /** What is known already. */
  readonly known: Edge;
  /** Whether what is looked for still holds at this scale; undefined: no budget is left. */
  holds(scale: number): Promise<boolean | undefined>;
}

/**
 * Finds where something that holds at small scales ends, by halving the span on a logarithmic
 * scale: 7 looks for 10 % between 1 and 1000. The ends of the span are looked at only when the edge
 * runs into them. Assumes one edge; who looks notes what contradicts it.
 */
export async function searchEdge(search: EdgeSearch): Promise<void> {
  const { from, to, precision, known, holds } = search;
  let low = known.upTo ?? from;
  let high = known.from ?? to;
  while (high / low > precision) {
    const middle = Math.sqrt(low * high);
    const answer = await holds(middle);
    if (answer === undefined) return;
    if (answer) low = middle;
    else high = middle;
  }
  if (low === from && known.upTo === undefined) await holds(from);
  if (high === to && known.from === undefined) await holds(to);
}
