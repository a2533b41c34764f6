import { eventually } from '../core/eventually.ts';
import { serves } from '../cluster/serves.ts';
import type { FaultWorld } from './define-fault.ts';

/** Looks until every target serves that was not stopped meanwhile by somebody else. */
export async function provenServing({ targets, proveWithin, signal }: FaultWorld): Promise<string> {
  const alive = targets.filter(({ machine }) => machine.state === 'running');
  const limits = { within: proveWithin, signal };
  const looks = alive.map((member) =>
    eventually(`${member.name} serves`, () => serves(member), limits),
  );
  await Promise.all(looks);
  const dead = targets.filter((member) => !alive.includes(member)).map(({ name }) => name);
  const rest = dead.length === 0 ? '' : `; ${dead.join(', ')} died of something else`;
  return `${alive.map(({ name }) => name).join(', ') || 'nobody'} serves${rest}`;
}
