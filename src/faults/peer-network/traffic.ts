import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { memberStatus } from '../../etcd/member-status.ts';
import { fetchMetrics } from '../../etcd/metrics.ts';
import { peerTraffic, type PeerTraffic } from '../../etcd/peer-traffic.ts';
import type { Direction } from './direction.ts';

/** What both ends of a direction counted; undefined = that end could not be asked. */
export interface Counted {
  readonly sent: number | undefined;
  readonly received: number | undefined;
}

/** One look at the raft traffic between members. */
export interface TrafficLook {
  of(direction: Direction): Counted;
  /** Whether a member says that it leads, in the highest term in which one does. */
  leads(member: Member): boolean;
}

/** On a busy machine a member's metrics take their time. */
const ANSWER = seconds(3);

interface Voice extends PeerTraffic {
  readonly leads: boolean;
  readonly term: number;
}

/** Asks every member that runs, directly and at once, for etcd's own counts of peer traffic. */
export async function lookAtTraffic(members: readonly Member[]): Promise<TrafficLook> {
  const voices = new Map<Member, Voice | undefined>();
  await Promise.all(members.map(async (member) => voices.set(member, await ask(member))));
  const leaders = [...voices.values()].filter((voice) => voice?.leads === true);
  const newest = Math.max(...leaders.map((voice) => voice?.term ?? 0));
  const count = (voice: Voice | undefined, side: keyof PeerTraffic, other: Member) =>
    voice && (voice[side].get(ids.get(other) ?? '') ?? 0);
  return {
    of: ({ from, to }) => ({
      sent: count(voices.get(from), 'sent', to),
      received: count(voices.get(to), 'received', from),
    }),
    leads: (member) => {
      const voice = voices.get(member);
      return voice?.leads === true && voice.term === newest;
    },
  };
}

/** A member keeps its id for life; one that cannot be asked now may have told it before. */
const ids = new WeakMap<Member, string>();

async function ask(member: Member): Promise<Voice | undefined> {
  if (member.machine.state !== 'running') return undefined;
  try {
    const endpoint = await member.machine.endpoint('client');
    const [status, metrics] = await Promise.all([
      memberStatus(endpoint, ANSWER),
      fetchMetrics(endpoint, { within: ANSWER }),
    ]);
    ids.set(member, status.member);
    const leads = status.leader === status.member;
    return { ...peerTraffic(metrics), leads, term: Number(status.term) };
  } catch {
    return undefined;
  }
}
