import { eventually } from '../../core/eventually.ts';
import { nanos, seconds } from '../../core/duration.ts';
import { serves } from '../../cluster/serves.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';

/**
 * Starts the member unless it is lost. One that was asked to end and has not is killed first: it
 * would end at any time later.
 */
export async function startAgain({ machine, plan }: Member): Promise<void> {
  if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
  if (machine.state === 'stopped') await machine.start(plan);
}

/**
 * What a start may take beyond a proof's own time: an election, and where etcd's own publication
 * comes back in a snapshot it is repeated after 7 s; nobody is served before (docs/findings.md).
 */
export const RESTART = seconds(15);

interface Back {
  /** Whether it may be down: something else ended it meanwhile, and its own heal starts nobody. */
  readonly mayBeDown?: boolean;
}

/** Looks until every target serves; who is lost is not waited for. */
export async function backAgain(
  { targets, proveWithin, signal }: FaultWorld,
  { mayBeDown = false }: Back = {},
): Promise<string> {
  const within = nanos(proveWithin + RESTART);
  const back = async (member: Member): Promise<string | undefined> => {
    const { state } = member.machine;
    if (state === 'lost' || (state === 'stopped' && mayBeDown)) return `${member.name} is ${state}`;
    return (await serves(member)) ? `${member.name} serves again` : undefined;
  };
  const looks = targets.map((member) =>
    eventually(`${member.name} serves`, () => back(member), { within, signal }),
  );
  return (await Promise.all(looks)).join('; ');
}
