import { eventually } from '../core/eventually.ts';
import { formatDuration, nanos, type Duration } from '../core/duration.ts';
import type { Member } from '../cluster/member.ts';
import { note, worldOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';
import { healFaults } from './heal-faults.ts';

/** Waits until a member other than the last fault's targets leads. */
export async function anotherLeads(drill: Drill): Promise<void> {
  const { observer } = worldOf(drill);
  const hit = drill.injections.at(-1)?.targets.map((m) => m.name) ?? [];
  const within = drill.scene.deadlines.election;
  const leader = await eventually<Member>(
    `a leader other than ${hit.join(', ')}`,
    async () => other(await observer.leaderBesides(hit)),
    { within, signal: drill.signal },
  ).catch((cause: unknown) => {
    throw expectationFailed({
      message: `no member besides ${hit.join(', ')} became leader`,
      expected: `another leader within ${formatDuration(within)}`,
      observed: 'none',
      cause,
    });
  });
  note(drill, `${leader.name} leads now`);
}

function other(leader: Member | undefined): Member {
  if (leader === undefined) throw new Error('no leader');
  return leader;
}

/** @throws when the storm was none: the experiment would prove nothing. */
export function stormCausedChanges(drill: Drill): void {
  const changes = worldOf(drill).observer.termsSeen();
  note(drill, `${changes} terms were seen in the storm`);
  if (changes < 2) {
    throw expectationFailed({
      message: 'the storm caused no change of leader',
      expected: 'at least one new term',
      observed: `${changes} term`,
      next: 'make the scene harder: faults.diskStall.hold above etcd.election, or more rounds',
    });
  }
}

/** Heals everything; then one leader must be seen by all for longer than an election takes. */
export async function leaderStays(drill: Drill): Promise<void> {
  await healFaults(drill);
  const { leader, stay } = await steadyLeader(drill);
  note(drill, `${leader.name} has led for ${formatDuration(stay)}, all members agree`);
}

/** Waits until one leader has been seen by all for longer than an election takes, nobody harmed. */
export async function steadyLeader(drill: Drill): Promise<{ leader: Member; stay: Duration }> {
  const { observer } = worldOf(drill);
  const { scene, signal } = drill;
  const stay = nanos(scene.etcd.election * 2);
  const within = nanos(scene.deadlines.election + stay);
  const leader = await eventually(
    `one leader for ${formatDuration(stay)}`,
    () => observer.steadyLeader(stay),
    { within, signal },
  ).catch((cause: unknown) => {
    throw expectationFailed({
      message: 'no leader stayed although everything was healed',
      expected: `one leader for ${formatDuration(stay)} within ${formatDuration(within)}`,
      observed: `${observer.lastLeader() ?? 'nobody'} at last`,
      cause,
    });
  });
  return { leader, stay };
}
