import type { Duration } from '../core/duration.ts';
import type { ListedMember } from './admin.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connect.ts';
import { hexId } from './from-wire.ts';
import { MAINTENANCE } from './methods.ts';

const NAMES: Readonly<Record<number, string>> = { 1: 'NOSPACE', 2: 'CORRUPT' };
const ALL = { action: 0, memberID: '0', alarm: 0 };

/** Alarms that are raised, `NOSPACE 8e9e…`; empty when all is well. Cheap: it is polled. */
export async function alarms(endpoint: EtcdEndpoint, within: Duration): Promise<string[]> {
  const answer = await askerFor(endpoint).ask(MAINTENANCE.alarm, ALL, within);
  return (answer.alarms ?? []).map(({ alarm = 0, memberID }) => alarmText(alarm, memberID));
}

/** An alarm in words, for etcd's numbers of its kind and its member. */
export const alarmText = (alarm: number, memberID: string | undefined): string =>
  `${NAMES[alarm] ?? alarm} ${hexId(memberID)}`;

/** The members as this one knows them, not confirmed by a quorum; by name, id and role. */
export async function memberList(
  endpoint: EtcdEndpoint,
  within: Duration,
): Promise<Omit<ListedMember, 'peerUrls'>[]> {
  // Not imported before it is needed: etcd3 costs a tenth of a second, and a start has one second.
  const { adminClient } = await import('./admin.ts');
  const admin = adminClient(endpoint, { within });
  try {
    return (await admin.memberList()).map(({ name, id, learner }) => ({ name, id, learner }));
  } finally {
    admin.close();
  }
}
