import type { Duration } from '../core/duration.ts';
import { readAll } from '../etcd/read-all.ts';
import { hashKv } from '../etcd/hash-kv.ts';
import { alarms, memberList } from '../etcd/cluster-facts.ts';
import type { StateLine } from '../history/types.ts';
import type { Member } from './member.ts';

export type StateRead = Omit<StateLine, 't' | 'epoch' | 'at' | 'occasion' | 'more'>;

export interface StateAsked {
  readonly read: 'linearizable' | 'serializable';
  /** Absent = the newest. */
  readonly revision?: string;
  readonly within: Duration;
}

/** What one member holds, asked directly: keys at one revision, its hash, alarms, member list. */
export async function readState(member: Member, asked: StateAsked): Promise<StateRead> {
  const endpoint = await member.machine.endpoint('client');
  const { within, read, revision } = asked;
  const range = await readAll(endpoint, {
    serializable: read === 'serializable',
    revision,
    within,
  });
  const at = revision ?? range.revision;
  const [hash, raised, members] = await Promise.all([
    hashKv(endpoint, at, within),
    alarms(endpoint, within),
    memberList(endpoint, within),
  ]);
  return {
    member: member.name,
    read,
    revision: at,
    compactRevision: hash.compactRevision,
    kvs: range.kvs,
    alarms: raised,
    members,
    hashKv: { revision: at, ...hash },
  };
}
