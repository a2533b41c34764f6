import { millis } from '../core/duration.ts';
import { memberStatus } from '../etcd/member-status.ts';
import type { Member } from './member.ts';

const QUICK = millis(300);

/** Whether the member itself answers a status call; asked directly, not over its client link. */
export async function serves({ machine }: Member): Promise<boolean> {
  try {
    await memberStatus(await machine.endpoint('client'), QUICK);
    return true;
  } catch {
    return false;
  }
}
