import { pass } from '../../core/clock.ts';
import { millis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import type { Member } from '../../cluster/member.ts';
import type { DiskErrors } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';
import { felt, type DiskError } from './gave-up.ts';
import { endOf, ENDS_WITHIN, healsWhole } from './whole-again.ts';

/** More than two commits of bbolt, which etcd makes every 100 ms while it is written to. */
const LOOK_AGAIN = millis(250);

/** Has the gates of the targets refuse what a disk in that state refuses. */
export async function setErrors(world: FaultWorld, errors: DiskErrors): Promise<void> {
  const changes = world.targets.map(async (member) => {
    const { machine } = member;
    healsWhole(world, member, async () => {
      // A gate that ends refuses nothing any more, and the next one is whole. It stops to answer a
      // moment before its end is known here.
      await machine.setDiskErrors('none').catch(async (error: unknown) => {
        if ((await endOf(machine, ENDS_WITHIN)) === undefined) throw error;
      });
    });
    await machine.setDiskErrors(errors);
  });
  await Promise.all(changes);
}

/** Looks until every target felt the error. */
export async function allFelt(world: FaultWorld, error: DiskError): Promise<string> {
  const { targets, proveWithin: within, signal } = world;
  const looks = targets.map((member) =>
    eventually(`${member.name} meets "${error.words}"`, () => felt(member, error), {
      within,
      signal,
    }),
  );
  return (await Promise.all(looks)).join('; ');
}

/** The targets that clients are still sent to. */
function current(world: FaultWorld): Member[] {
  const machines = new Set(world.current().members.map(({ machine }) => machine));
  return world.targets.filter(({ machine }) => machines.has(machine));
}

/** Looks until every target serves, and its gate counts no more of the error. */
export async function noneCounted(
  world: FaultWorld,
  count: (member: Member) => Promise<number>,
): Promise<string> {
  const { proveWithin: within, signal } = world;
  const looks = current(world).map((member) => {
    const look = () => standsStill(member, count, signal);
    return eventually(`${member.name} serves and meets no more errors`, look, { within, signal });
  });
  return (await Promise.all(looks)).join('; ');
}

async function standsStill(
  member: Member,
  count: (member: Member) => Promise<number>,
  signal: AbortSignal,
): Promise<string> {
  const { name, machine } = member;
  if (!(await serves(member))) throw new Error(`${name} is ${machine.state} and does not serve`);
  const before = await count(member);
  await pass(LOOK_AGAIN, signal);
  const after = await count(member);
  if (after !== before) throw new Error(`${name} met ${after - before} more errors`);
  return `${name} serves, and its gate counts no more errors than ${before}`;
}

/** @throws while the gate refuses anything. */
export async function refused({ name, machine }: Member): Promise<number> {
  const { diskErrors, callsRefused } = await machine.gateStatus();
  if (diskErrors !== 'none') throw new Error(`the gate of ${name} refuses calls: ${diskErrors}`);
  return callsRefused;
}
