import { nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';

/** What is looked for at each target. */
export interface Look {
  condition(member: Member): string;
  /** @returns what was seen. @throws while it is not so. */
  look(member: Member): Promise<string>;
  /** How much longer than other proofs it may look; default: not at all. */
  readonly longer?: Duration;
}

/**
 * Looks until it is seen of every target that runs; nothing can be asked of the gate of one that
 * does not, or does not any more.
 */
export async function ofRunning(
  { targets, proveWithin, signal }: FaultWorld,
  { condition, look, longer = nanos(0) }: Look,
): Promise<string> {
  const limits = { within: nanos(proveWithin + longer), signal };
  const looks = targets.map((member) => {
    const { name, machine } = member;
    const once = async () =>
      machine.state === 'running' ? await look(member) : `${name} does not run`;
    return eventually(condition(member), once, limits);
  });
  return (await Promise.all(looks)).join('; ');
}
