import type { Advice } from '../../objectives/envelope/advice.ts';

/** The advice in sentences, for terminal and notes. */
export function told(advice: Advice | undefined): string[] {
  if (advice === undefined) return ['no timers were tried'];
  const { rttMs, fsyncMs, recommended, calmFrom, notCalmUpTo, judged } = advice;
  const place = `round trip ${rttMs} ms, fsync p99 ${fsyncMs} ms`;
  if (recommended === undefined) return [`${place}: nothing that was tried is calm`];
  const { heartbeatMs, electionMs } = recommended;
  const edge =
    notCalmUpTo === undefined
      ? `calm from ${calmFrom} ms, the shortest tried`
      : `calm from ${calmFrom} ms, not at ${notCalmUpTo} ms`;
  return [
    `${place}: --heartbeat-interval=${heartbeatMs} --election-timeout=${electionMs} (${edge}; five times that, and no less than the vendor's rule)`,
    ...judged.map(
      (one) =>
        `${one.name} (${one.heartbeatMs}/${one.electionMs}) is ${one.mood} here${verdictOn(one, electionMs)}`,
    ),
  ];
}

function verdictOn(one: Advice['judged'][number], electionMs: number): string {
  if (one.mood !== 'calm') return ': too short';
  if (one.electionMs < electionMs) return ', with less margin than is recommended';
  const times = Math.round((one.electionMs / electionMs) * 10) / 10;
  return times > 1.2 ? `, and finds a lost leader ${times} times later than need be` : '';
}
