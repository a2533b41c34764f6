import { formatDuration, nanos, seconds, type Duration } from '../core/duration.ts';
import { faultRanges } from './fault-ranges.ts';
import type { RuleBroken } from './rules.ts';
import type { Scene } from './scene.ts';

/** What settings of one fault owe each other, and what each of them may be. */
export const faultRules = (scene: Scene): RuleBroken[] =>
  [faultRanges, drawnTimes, latencyBounds, latencyLasts, latencyIsSeen].flatMap((rule) =>
    rule(scene),
  );

/** Times are drawn from the shortest to the longest. */
function drawnTimes({ faults }: Scene): RuleBroken[] {
  return (['storm', 'diskStallCycles'] as const).flatMap((name): RuleBroken[] => {
    const { holdFrom, holdTo, gapFrom, gapTo } = faults[name];
    return [
      ...(holdFrom > holdTo ? [upsideDown([name, 'holdTo'], holdFrom, holdTo)] : []),
      ...(gapFrom > gapTo ? [upsideDown([name, 'gapTo'], gapFrom, gapTo)] : []),
    ];
  });
}

const upsideDown = (path: readonly string[], from: Duration, to: Duration): RuleBroken => ({
  path: ['faults', ...path],
  expected: `${formatDuration(from)} or more: the shortest`,
  observed: formatDuration(to),
});

function latencyBounds({ faults }: Scene): RuleBroken[] {
  return (['varyingLatency', 'distantRegions'] as const).flatMap((name): RuleBroken[] => {
    const { from, to } = faults[name];
    if (from < to) return [];
    const expected = `more than ${formatDuration(from)}: the least`;
    return [{ path: ['faults', name, 'to'], expected, observed: formatDuration(to) }];
  });
}

const EVERY = ['faults', 'varyingLatency', 'every'];

/** What is held comes at once when the latency changes: with shorter turns nothing would be late. */
function latencyLasts({ faults }: Scene): RuleBroken[] {
  const { from, every } = faults.varyingLatency;
  if (every >= 4 * from) return [];
  const expected = `${formatDuration(4 * from)} or more: 4 x from`;
  return [{ path: EVERY, expected, observed: formatDuration(every) }];
}

/** The gate waits 60 s for a round trip at most, and the proof four turns of it and 5 s more. */
const SEEN_WITHIN = nanos((seconds(60) - seconds(5)) / 4);

function latencyIsSeen({ faults }: Scene): RuleBroken[] {
  const { to, every } = faults.varyingLatency;
  if (every + to <= SEEN_WITHIN || to >= SEEN_WITHIN) return [];
  const most = formatDuration(SEEN_WITHIN - to);
  const expected = `${most} or less: the proof looks for 4 x (every + to)`;
  return [{ path: EVERY, expected, observed: formatDuration(every) }];
}
