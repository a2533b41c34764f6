import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { fetchMetrics, saysItLeads } from '../../etcd/metrics.ts';
import { idTold, peerTraffic, type PeerTraffic } from '../../etcd/peer-traffic.ts';
import type { Direction } from './direction.ts';

/** What both ends of a direction counted; undefined = that end could not be asked. */
export interface Counted {
  readonly sent: number | undefined;
  readonly received: number | undefined;
}

/** One look at the raft traffic between members. */
export interface TrafficLook {
  of(direction: Direction): Counted;
  /** Whether a member says that it leads; one that was deposed may not know it yet. */
  leads(member: Member): boolean;
}

/** On a busy machine a member's metrics take their time. */
const ANSWER = seconds(3);

interface Voice extends PeerTraffic {
  readonly leads: boolean;
}

/**
 * Asks every member that runs, directly and at once, for etcd's own counts of peer traffic. Only
 * its metrics: a status call waits while the commit of the db waits for the disk (3.7.1).
 */
export async function lookAtTraffic(members: readonly Member[]): Promise<TrafficLook> {
  const voices = new Map<Member, Voice | undefined>();
  await Promise.all(members.map(async (member) => voices.set(member, await ask(member))));
  const count = (voice: Voice | undefined, side: keyof PeerTraffic, other: Member) =>
    voice && (voice[side].get(ids.get(other) ?? '') ?? 0);
  return {
    of: ({ from, to }) => ({
      sent: count(voices.get(from), 'sent', to),
      received: count(voices.get(to), 'received', from),
    }),
    leads: (member) => voices.get(member)?.leads === true,
  };
}

/** A member keeps its id for life; one that cannot be asked now may have told it before. */
const ids = new WeakMap<Member, string>();

async function ask(member: Member): Promise<Voice | undefined> {
  if (member.machine.state !== 'running') return undefined;
  try {
    const endpoint = await member.machine.endpoint('client');
    const metrics = await fetchMetrics(endpoint, { within: ANSWER });
    const id = idTold(metrics);
    if (id !== undefined) ids.set(member, id);
    return { ...peerTraffic(metrics), leads: saysItLeads(metrics) === true };
  } catch {
    return undefined;
  }
}
