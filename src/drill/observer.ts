import { pass } from '../core/clock.ts';
import { millis, type Duration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import { observeMember, type MemberView } from '../cluster/observe-member.ts';
import { agreedLeader, reignAfter, type Reign } from './reign.ts';

/** Looks at every member of the current cluster, over and over, directly and not as a client. */
export interface Observer {
  /** Who leads at this moment, asked anew; undefined while nobody does. */
  leader(): Promise<Member | undefined>;
  leaderBesides(names: readonly string[]): Promise<Member | undefined>;
  /** Waits for a leader. @throws {DoomsdayError} CONDITION_NOT_REACHED. */
  requireLeader(): Promise<Member>;
  /** The leader that all members agree on, and have not contradicted for `length`. */
  steadyLeader(length: Duration): Promise<Member | undefined>;
  /** The member of this name, if all members agree that it leads. */
  agreedOn(name: string): Promise<Member | undefined>;
  /** Who led when the members were last looked at. */
  lastLeader(): string | undefined;
  /** How many terms with a leader were seen since the cluster began. */
  termsSeen(): number;
  stop(): Promise<void>;
}

const EVERY = millis(100);
const PATIENCE = millis(20_000);

export interface ObserverPlan {
  readonly sink: HistorySink;
  readonly cluster: () => Cluster;
}

/** Begins to observe; every look is a `sample` line of the record. */
export function openObserver({ sink, cluster }: ObserverPlan): Observer {
  const stopping = new AbortController();
  const terms = new Set<string>();
  let reign: Reign | undefined;

  const look = async (withCounters = false): Promise<MemberView[]> => {
    const now = cluster();
    const views = await Promise.all(
      now.members.map((member) => observeMember(member, now, { withCounters })),
    );
    for (const view of views) sink.write({ t: 'sample', at: sink.now(), ...view.sample });
    for (const { sample } of views) {
      if (sample.leader !== undefined) terms.add(`${now.epoch}/${sample.term}`);
    }
    reign = reignAfter(reign, samplesOf(views), sink.now());
    return views;
  };
  const leaderBesides = async (names: readonly string[]): Promise<Member | undefined> => {
    const chief = chosenLeader(await look());
    return cluster().members.find((m) => m.name === chief && !names.includes(m.name));
  };
  const running = watchAll(look, stopping.signal);

  return {
    leader: () => leaderBesides([]),
    leaderBesides,
    requireLeader: () => eventually('a leader', () => leaderBesides([]), { within: PATIENCE }),
    steadyLeader: async (length) => {
      const agreed = agreedLeader(samplesOf(await look()));
      if (agreed === undefined || reign === undefined) return undefined;
      if (sink.now() - reign.since < length) return undefined;
      return cluster().members.find((m) => m.name === reign?.leader);
    },
    agreedOn: async (name) => {
      const agreed = agreedLeader(samplesOf(await look()));
      return cluster().members.find((m) => m.name === name && name === agreed?.leader);
    },
    lastLeader: () => reign?.leader,
    termsSeen: () => terms.size,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Every fifth look reads etcd's counters too; the first one does, as the base to count from. */
const COUNTERS_EVERY = 5;

async function watchAll(
  look: (withCounters: boolean) => Promise<unknown>,
  stop: AbortSignal,
): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    await look(n % COUNTERS_EVERY === 0);
    await pass(EVERY, stop).catch(() => undefined);
  }
}

const samplesOf = (views: readonly MemberView[]) => views.map(({ sample }) => sample);

/** The leader named by a member in the highest term, if that leader itself is up and agrees. */
function chosenLeader(views: readonly MemberView[]): string | undefined {
  const up = views.filter((v) => v.sample.up && v.sample.leader !== undefined);
  const highest = up.toSorted((a, b) => Number(b.sample.term) - Number(a.sample.term))[0];
  const leader = highest?.sample.leader;
  return up.some((v) => v.sample.member === leader && v.sample.leader === leader)
    ? leader
    : undefined;
}
