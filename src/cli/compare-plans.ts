import type { FaultLine, Line } from '../history/types.ts';

/**
 * What the seed drew in two runs, held against each other: each fault's name, targets and plan, in
 * order of injection. Times are left out, because they are measured and not drawn.
 * @param before,after texts of history.ndjson; a last line that was cut off is passed over.
 * @returns one sentence for each difference; empty when the draws are equal.
 */
export function comparePlans(before: string, after: string): string[] {
  const [old, now] = [plans(before), plans(after)];
  const differences: string[] = [];
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const [was, is] = [old[i] ?? 'nothing', now[i] ?? 'nothing'];
    if (was !== is) differences.push(`fault ${i + 1}: was ${was}, is ${is}`);
  }
  return differences;
}

function plans(history: string): string[] {
  return history.split('\n').flatMap((text) => {
    const line = parsed(text);
    if (line?.t !== 'fault' || line.phase !== 'inject') return [];
    return [planOf(line)];
  });
}

function planOf({ name, targets, plan = {} }: FaultLine): string {
  const drawn = Object.entries(plan)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => ` ${key}=${value}`);
  return `${name}(${targets.join(', ')})${drawn.join('')}`;
}

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
