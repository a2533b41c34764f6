import { isolate } from '../faults/peer-network/isolate.ts';
import type { TargetSpec } from '../faults/target.ts';
import { note, stepOrder, worldOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';
import { holdFault } from './hold-fault.ts';
import { steadyLeader } from './leadership.ts';

/** Who led before a member went, and how many terms there had been by then. */
const before = new WeakMap<Drill, { leader: string | undefined; terms: number }>();

/** A member is isolated for the scene's time and comes back. */
export async function isolateForAWhile(drill: Drill, target: TargetSpec): Promise<void> {
  const { observer } = worldOf(drill);
  const leader = (await observer.requireLeader()).name;
  before.set(drill, { leader, terms: observer.termsSeen() });
  const { hold } = drill.scene.faults.isolate;
  await holdFault(drill, isolate, { target, params: {}, hold });
}

/**
 * Whoever comes back must not cost the leader its office: with pre-vote a member that lost sight of
 * the leader asks the others first, and they, who hear the leader, refuse.
 * Source: etcd `--pre-vote`, on by default since 3.5; raft thesis, section 9.6.
 */
export async function leaderKeptOffice(drill: Drill): Promise<void> {
  const then = before.get(drill);
  if (then === undefined)
    throw stepOrder('somebody who goes', 'When a follower is isolated for a while');
  const { observer } = worldOf(drill);
  const { leader } = await steadyLeader(drill);
  const terms = observer.termsSeen() - then.terms;
  if (leader.name === then.leader && terms === 0) {
    note(drill, `${leader.name} kept its office, in the same term`);
    return;
  }
  throw expectationFailed({
    message: 'a member that came back cost the leader its office',
    expected: `${then.leader} leads, in the same term`,
    observed: `${leader.name} leads, ${terms} terms later`,
  });
}
