import { permissions, permit, type Permission } from '../../cluster/permissions.ts';
import { logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type Fault, type FaultFacts, type FaultWorld } from '../define-fault.ts';
import { startAnyhow } from '../start-anyhow.ts';
import { provenPermitted, provenRefused } from './permissions-proof.ts';

/** A member whose data dir has other permissions than etcd gave it. */
export interface Forbidden {
  readonly member: Member;
  /** What its log says since the harm began. */
  readonly log: () => Promise<string[]>;
  /** Before the harm; empty = nothing was done yet. */
  before: readonly Permission[];
}

/** One way in which a data dir that was copied back is not etcd's any more. */
export interface PermissionHarm {
  readonly facts: Pick<FaultFacts, 'name' | 'summary' | 'needs'>;
  readonly harmed: (permission: Permission) => Permission;
}

const seen = new WeakMap<FaultWorld['heal'], Forbidden[]>();

/**
 * The target is killed, its data dir gets other permissions, and it starts again, obeying them: as
 * root it would pass over them, which etcd of a package or an image need not be.
 * Source: server/etcdserver/bootstrap.go, "cannot access data directory"; another mode than 0700
 * that lets it write is only warned of (client/pkg/fileutil, TouchDirAll).
 */
export function harmsPermissions({ facts, harmed }: PermissionHarm): Fault<object> {
  return defineFault<object>({
    ...facts,
    subject: 'data',
    params: {},
    heals: 'every file and folder gets owner and mode of before, and the member is started again',
    proof: {
      bite: 'owners or modes differ, and etcd ends by itself: its log says "permission denied"',
      end: 'the member serves, and owners and modes are those of before',
    },
    targets: { state: 'kept' },
    plan: () => ({}),
    async inject(world) {
      const all: Forbidden[] = [];
      seen.set(world.heal, all);
      const harms = world.targets.map(async (member) => {
        const { machine, name, plan } = member;
        const one: Forbidden = { member, log: await logSince(machine), before: [] };
        all.push(one);
        world.heal.push(`give ${name} its files back`, () => putBack(one, world));
        if (machine.state !== 'stopped') await machine.kill();
        one.before = await permissions(machine);
        await permit(machine, one.before.map(harmed));
        await startAnyhow(member, { ...plan, obeyPermissions: true });
      });
      await Promise.all(harms);
    },
    proveBiting: (world) => provenRefused(world, seen.get(world.heal) ?? []),
    proveGone: (world) => provenPermitted(world, seen.get(world.heal) ?? []),
  });
}

async function putBack({ member, before }: Forbidden, world: FaultWorld): Promise<void> {
  const { machine, plan } = member;
  if (world.current() !== world.cluster || machine.state === 'lost') return;
  if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
  await permit(machine, before);
  await machine.start(plan);
}
