import { toMillis } from '../../core/duration.ts';
import {
  adviceOf,
  timersFor,
  VENDOR_DEFAULT,
  vendorRule,
} from '../../objectives/envelope/advice.ts';
import type { EnvelopeProbe, Mood, Timers } from '../../objectives/envelope/envelope-probe.ts';
import { note, type Drill } from '../drill.ts';
import { told } from './advice-told.ts';
import { probePoint } from './probe-point.ts';
import { searchEdge } from './search-edge.ts';
import { setTimers } from './set-timers.ts';

/** etcd takes no election timeout above 50 s; what needs more than 10 s is no cluster to tune. */
const SHORTEST_MS = 10;
const LONGEST_MS = 10_000;
/** How often the recommended timers must be calm, one election after the other. */
const CONFIRMATIONS = 2;

/**
 * Looks for the shortest election timeout that is calm at the scene's round trip and fsync p99, by
 * restarting the members with other timers; tries the vendor's rule and etcd's default too, and at
 * last the timers that it recommends. Cost: some 10 restarts with a stay each.
 */
export async function tuneTimers(drill: Drill): Promise<void> {
  const { rtt, fsyncP99, precision, within } = drill.scene.envelope;
  const point = { rttMs: toMillis(rtt), fsyncMs: toMillis(fsyncP99) };
  const probes: EnvelopeProbe[] = [];
  const until = drill.recorder.now() + within;
  const stay = async (timers: Timers): Promise<Mood> => {
    await setTimers(drill, timers);
    const probe = await probePoint(drill, timers, point);
    probes.push(probe);
    return probe.mood;
  };
  await stay(VENDOR_DEFAULT);
  await stay(vendorRule(point.rttMs));
  await searchEdge({
    ...{
      from: SHORTEST_MS,
      to: LONGEST_MS,
      precision: 1 + precision / 100,
      known: { wavering: false },
    },
    holds: async (electionMs) =>
      drill.recorder.now() > until ? undefined : (await stay(timersFor(electionMs))) !== 'calm',
  });
  for (let n = 0; n < CONFIRMATIONS; n++) {
    const recommended = adviceOf(probes)?.recommended;
    if (recommended !== undefined) await stay(recommended);
  }
  for (const line of told(adviceOf(probes))) note(drill, line);
}
