import { pass } from '../../core/clock.ts';
import { millis, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { observeMember } from '../../cluster/observe-member.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Seen } from '../../objectives/envelope/envelope-probe.ts';
import { worldOf, type Drill } from '../drill.ts';

const EVERY = millis(50);

/**
 * Looks for so long who leads, and when writes were acknowledged. Nobody is harmed meanwhile.
 * `since`: the term before the election that was asked for. A member names its new leader before it
 * tells the new term, so the first greater term is the one that was asked for.
 */
export async function watchOffice(
  drill: Drill,
  { length, since }: { length: Duration; since: number },
): Promise<Omit<Seen, 'electionTookMs'>> {
  const { recorder, signal } = drill;
  const { cluster } = worldOf(drill);
  const began = recorder.now();
  const terms: number[] = [];
  let looks = 0;
  let leaderless = 0;
  let unserved = 0;
  for (; recorder.now() - began < length; looks++) {
    const { term, leader } = await office(cluster);
    terms.push(term);
    if (!leader) leaderless += 1;
    const lastAck = Math.max(began, recorder.counters.lastWriteAckNs ?? 0);
    unserved = Math.max(unserved, recorder.now() - lastAck);
    await pass(EVERY, signal);
  }
  return {
    spurious: Math.max(since, ...terms) - (terms.find((term) => term > since) ?? since),
    leaderless: Math.round((leaderless / looks) * 100) / 100,
    unservedMs: Math.round(toMillis(nanos(unserved))),
  };
}

/** The highest term that a member tells, and whether a leader of that term is known. */
export async function office(cluster: Cluster): Promise<{ term: number; leader: boolean }> {
  const views = await Promise.all(cluster.members.map((member) => observeMember(member, cluster)));
  const up = views.map(({ sample }) => sample).filter((sample) => sample.up);
  const term = Math.max(0, ...up.map((sample) => Number(sample.term ?? 0)));
  const leader = up.some((s) => Number(s.term ?? 0) === term && (s.leader ?? '') !== '');
  return { term, leader };
}
