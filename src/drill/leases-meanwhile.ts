import { millis, seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { HeldLeases } from '../history/types.ts';
import { readLeases } from '../cluster/read-held.ts';
import { note, worldOf, type Drill } from './drill.ts';

/** Seldom enough to take nothing from a recovery that is being timed. */
const EVERY = millis(100);
const WITHIN = seconds(1);

/**
 * The leases of each member of a restored cluster, by its name, as soon as it can tell: a lease has
 * its time to live from then on, and one that is over proves nothing. Meanwhile `others` is done.
 * A member that cannot tell is left out, with a note. Rejects as `others` does.
 */
export async function leasesMeanwhile(
  drill: Drill,
  others: () => Promise<void>,
): Promise<ReadonlyMap<string, HeldLeases>> {
  const { recorder, scene } = drill;
  const over = new AbortController();
  const signal = AbortSignal.any([drill.signal, over.signal]);
  const limits = { within: scene.deadlines.restore, every: EVERY, signal };
  const all = worldOf(drill).cluster.members.map(async (member) => {
    const look = (): Promise<HeldLeases> => readLeases(member, { within: WITHIN, sink: recorder });
    try {
      const leases = await eventually(`${member.name} tells its leases`, look, limits);
      return [[member.name, leases]] as const;
    } catch (error) {
      // What nobody could read is `unknown`; whether the recovery failed is for `others` to say.
      if (!signal.aborted) note(drill, String(error));
      return [];
    }
  });
  try {
    const [leases] = await Promise.all([Promise.all(all), others()]);
    return new Map(leases.flat());
  } finally {
    over.abort();
  }
}
