import type { FaultLine, Line } from '../history/types.ts';

/**
 * What the seed drew in two runs, held against each other: each fault's name, targets, plan and
 * what it told of its draw, in order of injection. Times and proofs are left out, because they are
 * measured and not drawn.
 * @param before,after texts of history.ndjson; a last line that was cut off is passed over.
 * @returns one sentence for each difference; empty when the draws are equal.
 */
export function comparePlans(before: string, after: string): string[] {
  const [old, now] = [injections(before), injections(after)];
  const differences: string[] = [];
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const drawTold = [old[i], now[i]].every((line) => line !== undefined && drawOf(line) !== '');
    const [was, is] = [wordsOf(old[i], drawTold), wordsOf(now[i], drawTold)];
    if (was !== is) differences.push(`fault ${i + 1}: was ${was}, is ${is}`);
  }
  return differences;
}

const injections = (history: string): FaultLine[] =>
  history.split('\n').flatMap((text) => {
    const line = parsed(text);
    return line?.t === 'fault' && line.phase === 'inject' ? [line] : [];
  });

function wordsOf(line: FaultLine | undefined, drawTold: boolean): string {
  if (line === undefined) return 'nothing';
  const { name, targets, plan = {} } = line;
  const drawn = Object.entries(plan)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => ` ${key}=${value}`);
  return `${name}(${targets.join(', ')})${drawn.join('')}${drawTold ? ` ${drawOf(line)}` : ''}`;
}

/** What an injection that was done tells is its draw, or `done`; why one failed is measured. */
const drawOf = ({ ok, evidence }: FaultLine): string => (ok && evidence !== 'done' ? evidence : '');

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
