import { eventually } from '../../core/eventually.ts';
import { permissions, type Permission } from '../../cluster/permissions.ts';
import { lastWords } from '../../cluster/log-since.ts';
import { serves } from '../../cluster/serves.ts';
import type { FaultWorld } from '../define-fault.ts';
import type { Forbidden } from './harm-permissions.ts';

const DENIED = 'permission denied';

/** Looks until every target has ended by itself for want of permission. */
export async function provenRefused(
  { proveWithin: within, signal }: FaultWorld,
  all: readonly Forbidden[],
): Promise<string> {
  const looks = all.map((one) =>
    eventually(`${one.member.name} is denied its data`, () => refused(one), { within, signal }),
  );
  return (await Promise.all(looks)).join('; ');
}

async function refused({ member: { name, machine }, before, log }: Forbidden): Promise<string> {
  if (machine.state !== 'stopped') throw new Error(`it is ${machine.state}`);
  const changed = differing(before, await permissions(machine));
  const { code, signal } = await machine.exited();
  const how = signal ?? `exit code ${code}`;
  const said = lastWords((await log()).filter((line) => line.includes(DENIED)));
  if (changed.length === 0) throw new Error('owners and modes are those of before');
  if (said === undefined) throw new Error(`ended (${how}), not of "${DENIED}"`);
  return `${name}: ${changed.length} files and folders, ${changed[0]}; it ended (${how}): ${said}`;
}

/** Looks until every target serves, with the permissions of before. */
export async function provenPermitted(
  { current, cluster, proveWithin: within, signal }: FaultWorld,
  all: readonly Forbidden[],
): Promise<string> {
  // After a recovery nobody needs them.
  const still = current() === cluster ? all : [];
  const looks = still.map((one) =>
    eventually(`${one.member.name} serves with its own files`, () => permitted(one), {
      within,
      signal,
    }),
  );
  return (await Promise.all(looks)).join('; ') || 'the cluster was replaced';
}

async function permitted({ member, before }: Forbidden): Promise<string> {
  const { name, machine } = member;
  if (!(await serves(member))) throw new Error(`it is ${machine.state} and does not serve`);
  const [first, ...rest] = differing(before, await permissions(machine));
  if (first !== undefined) throw new Error([first, ...rest].join('; '));
  return `${name} serves, with owners and modes of before`;
}

/** What both looks know and tell otherwise: etcd removes files and makes new ones. */
function differing(before: readonly Permission[], now: readonly Permission[]): string[] {
  const is = new Map(now.map((one) => [one.path, words(one)]));
  return before.flatMap((was) => {
    const found = is.get(was.path) ?? words(was);
    return found === words(was) ? [] : [`${was.path}: ${words(was)} -> ${found}`];
  });
}

const words = ({ mode, uid, gid }: Permission): string => `${mode} of ${uid}:${gid}`;
