import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Member } from '../cluster/member.ts';
import type { EtcdStart } from '../runtime/runtime.ts';

/** Starts a member that may end by it: an etcd that ends before its gate answers has answered, too. */
export async function startAnyhow({ machine }: Member, plan: EtcdStart): Promise<void> {
  await machine.start({ ...plan, mayEnd: true }).catch((error: unknown) => {
    if (!(error instanceof DoomsdayError) || error.code !== 'ETCD_DID_NOT_START') throw error;
  });
}
