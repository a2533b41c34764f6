import { onFiles } from '../../cluster/data-dir.ts';
import { quorum } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import { rejoin } from '../../cluster/rejoin.ts';
import type { FaultWorld } from '../define-fault.ts';
import { disarmCorrupt } from './disarm-corrupt.ts';
import type { EtcdsAnswer } from './etcds-answer.ts';

/** A member whose data were harmed. */
export interface HarmedMember {
  readonly member: Member;
  /** What its log says since the harm began. */
  readonly log: () => Promise<string[]>;
  /** Files that differ from what was there, looked at before etcd could touch them. */
  changed: readonly string[];
  /** Where the data dir from before the harm is kept; absent = nothing was done to it yet. */
  copy?: string;
  answer?: EtcdsAnswer;
}

/**
 * Replaces a harmed member. A copy of a data dir that comes back after etcd went on without it is a
 * harm of its own (it forgets what was acknowledged), so it is the last resort.
 */
export async function replaceData(one: HarmedMember, world: FaultWorld): Promise<void> {
  const { member, copy } = one;
  const { machine, plan } = member;
  if (world.current() !== world.cluster || machine.state === 'lost') return;
  if (copy === undefined) {
    if (machine.state === 'stopped') await machine.start(plan);
    return;
  }
  if (othersDecide(world)) {
    await rejoin(member, world.cluster);
    await disarmCorrupt(world.cluster);
  } else {
    await putBack(one, copy);
  }
  await onFiles(machine, 'remove', copy);
}

const othersDecide = ({ cluster, targets }: FaultWorld): boolean =>
  cluster.members.length - targets.length >= quorum(cluster);

async function putBack({ member, answer }: HarmedMember, copy: string): Promise<void> {
  const { machine, plan } = member;
  if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
  if (answer?.kind !== 'serves') await onFiles(machine, 'copy', copy, machine.dataDir);
  await machine.start(plan);
}
