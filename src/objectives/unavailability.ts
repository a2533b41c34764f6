import { toSeconds, type Duration } from '../core/duration.ts';
import { markAt, type DrillView } from './drill-view.ts';
import { measured, unmeasured, type Figure } from './figure.ts';

const UNAVAILABILITY = { name: 'unavailability.seconds', unit: 's' };
/** Shorter silences are the pace of the callers, not an outage. */
const INTERVALS = 5;

/**
 * Seconds in which somebody wanted to write and nobody was acknowledged: for each silence between
 * two acknowledgements (probes included) longer than five probe intervals, from the first write
 * called in it to its end. Error: one probe interval for each silence.
 */
export function unavailability(view: DrillView): Figure {
  const late = view.distrust({ from: 0, to: view.end });
  if (late !== undefined) return unmeasured(UNAVAILABILITY, late);
  const every = view.probeEveryNs;
  if (every === undefined) {
    return unmeasured(UNAVAILABILITY, 'the record does not say how often it probed');
  }
  const from = markAt(view.record, 'steadyFrom') ?? view.attempts[0]?.call;
  if (from === undefined) return unmeasured(UNAVAILABILITY, 'nobody tried to write');
  const silences = silencesFrom(view, from).filter((length) => length > INTERVALS * every);
  const total = silences.reduce((sum, length) => sum + length, 0);
  const error = silences.length * every;
  return measured(UNAVAILABILITY, toSeconds(total as Duration), toSeconds(error as Duration));
}

function silencesFrom({ attempts, acks }: DrillView, from: number): number[] {
  const lastTry = attempts.reduce((last, op) => Math.max(last, op.ret ?? op.call), from);
  const times = acks.map((op) => Number(op.ret)).filter((ret) => ret > from);
  const lengths: number[] = [];
  let next = 0;
  let since = from;
  for (const time of [...times, lastTry]) {
    while (next < attempts.length && Number(attempts[next]?.call) < since) next += 1;
    const call = attempts[next]?.call;
    if (call !== undefined && call < time) lengths.push(time - call);
    since = time;
  }
  return lengths;
}
