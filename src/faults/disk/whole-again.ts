import { deadline } from '../../core/deadline.ts';
import { seconds, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import type { ExitInfo, Machine } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';

/** etcd ends within milliseconds of an error that it cannot live with. */
export const ENDS_WITHIN = seconds(1);

/**
 * For errors that etcd may end by: its end is no news until the heal, which undoes the errors and
 * starts the member again. Call it before the harm.
 */
export function healsWhole(world: FaultWorld, member: Member, undo: () => Promise<void>): void {
  const { name, machine } = member;
  world.heal.push(`ends of ${name} are news`, machine.letEnd());
  world.heal.push(`end the errors of ${name}`, async () => {
    await undo();
    await wholeAgain(world, member);
  });
}

/**
 * A member that felt an error and lives on is ended, too: etcd keeps some errors for later (one of
 * preallocating the next WAL segment ends it when that segment is due, see server/storage/wal/
 * file_pipeline.go), and a page that the kernel could not write is lost without a word.
 */
async function wholeAgain(world: FaultWorld, { machine, plan, name }: Member): Promise<void> {
  if (isUp(machine) && (await feltNothing(machine))) return;
  if (isUp(machine) && (await endOf(machine, ENDS_WITHIN)) === undefined && isUp(machine)) {
    await machine.kill();
  }
  const wanted = world.current().members.some((member) => member.machine === machine);
  if (!wanted || machine.state !== 'stopped') return; // fenced, lost, or started by another heal
  await machine.start(plan).catch((error: unknown) => {
    throw new Error(`${name} does not start again`, { cause: error });
  });
}

const isUp = ({ state }: Machine): boolean => state === 'running' || state === 'paused';

/** An fsync that is under way may fail yet; a gate that does not answer is ending. */
async function feltNothing(machine: Machine): Promise<boolean> {
  const decided = async (): Promise<boolean> => (await machine.gateStatus()).fsyncsHeld === 0;
  await eventually('no fsync is held', decided, { within: ENDS_WITHIN }).catch(() => undefined);
  const status = await machine.gateStatus().catch(() => undefined);
  return status?.callsRefused === 0 && status.fsyncsFailed === 0;
}

/** @returns undefined when the process goes on. */
export const endOf = (machine: Machine, within: Duration): Promise<ExitInfo | undefined> =>
  deadline<ExitInfo | undefined>(
    within,
    () => new Error('it goes on'),
    () => machine.exited(),
  ).catch(() => undefined);
