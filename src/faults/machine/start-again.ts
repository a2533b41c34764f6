import { eventually } from '../../core/eventually.ts';
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

/** Looks until every target serves, those apart that have died meanwhile: nobody started them. */
export async function backAgain({ targets, proveWithin, signal }: FaultWorld): Promise<string> {
  const back = async (member: Member): Promise<string | undefined> => {
    const { state } = member.machine;
    if (state === 'stopped' || state === 'lost') return `${member.name} is ${state}`;
    return (await serves(member)) ? `${member.name} serves again` : undefined;
  };
  const looks = targets.map((member) =>
    eventually(`${member.name} serves`, () => back(member), { within: proveWithin, signal }),
  );
  return (await Promise.all(looks)).join('; ');
}
