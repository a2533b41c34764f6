import type { Etcd3 } from 'etcd3';
import type { Duration } from '../core/duration.ts';
import { applicationClient } from './application-client.ts';
import { callFailed } from './ask.ts';
import type { EtcdEndpoint } from './connection.ts';
import { hexId } from './from-wire.ts';

export interface ListedMember {
  /** Empty until the member has started once. */
  readonly name: string;
  readonly id: string;
  readonly learner: boolean;
  readonly peerUrls: readonly string[];
}

export interface RaisedAlarm {
  readonly kind: 'NOSPACE' | 'CORRUPT';
  /** The member that it was raised for. */
  readonly id: string;
}

/**
 * Administration of a cluster through one of its members. Ids in hex, as etcdctl shows them. Each
 * call is sent once, ends in time, and rejects with a DoomsdayError ETCD_CALL_FAILED. Changes of
 * the membership need members that have been connected for 5 s, one change at a time.
 */
export interface Admin {
  /** As this member knows them, not confirmed by a quorum. A learner refuses (3.4). */
  memberList(): Promise<ListedMember[]>;
  memberAdd(peerUrl: string, options?: { learner?: boolean }): Promise<ListedMember[]>;
  memberRemove(id: string): Promise<void>;
  memberPromote(id: string): Promise<void>;
  alarms(): Promise<RaisedAlarm[]>;
  disarm(alarm: RaisedAlarm): Promise<void>;
  /** Blocks the member while it runs. */
  defragment(): Promise<void>;
  /** Must be asked of the leader. */
  moveLeader(toId: string): Promise<void>;
  close(): void;
}

/** `within`: the deadline of each call. Dials at the first one. Close it. */
export function adminClient(endpoint: EtcdEndpoint, { within }: { within: Duration }): Admin {
  const client = applicationClient(endpoint, { within });
  const ask = async <T>(what: string, call: (etcd: Etcd3) => Promise<T>): Promise<T> => {
    try {
      return await call(client);
    } catch (error) {
      throw callFailed(endpoint, what, error instanceof Error ? error.message : String(error));
    }
  };
  return {
    memberList: () =>
      ask('member list', async ({ cluster }) => (await cluster.memberList({})).members.map(listed)),
    memberAdd: (peerUrl, { learner = false } = {}) =>
      ask('member add', async ({ cluster }) => {
        const asked = { peerURLs: [peerUrl], isLearner: learner };
        return (await cluster.memberAdd(asked)).members.map(listed);
      }),
    memberRemove: (id) =>
      ask(
        'member remove',
        async ({ cluster }) => void (await cluster.memberRemove({ ID: dec(id) })),
      ),
    memberPromote: (id) =>
      ask(
        'member promote',
        async ({ cluster }) => void (await cluster.memberPromote({ ID: dec(id) })),
      ),
    alarms: () =>
      ask('alarm list', async ({ maintenance }) => {
        const { alarms } = await maintenance.alarm({});
        return alarms.map(({ alarm, memberID }) => ({
          // etcd3 writes `Nospace`, etcd and its documentation NOSPACE.
          kind: alarm.toUpperCase() as RaisedAlarm['kind'],
          id: hexId(memberID),
        }));
      }),
    disarm: ({ kind, id }) =>
      ask('alarm disarm', async ({ maintenance }) => {
        await maintenance.alarm({ action: 'Deactivate', memberID: dec(id), alarm: ALARM[kind] });
      }),
    defragment: () =>
      ask('defrag', async ({ maintenance }) => void (await maintenance.defragment())),
    moveLeader: (toId) =>
      ask('move-leader', async ({ maintenance }) => {
        await maintenance.moveLeader({ targetID: dec(toId) });
      }),
    close: () => client.close(),
  };
}

/** As etcd3 writes them. */
const ALARM = { NOSPACE: 'Nospace', CORRUPT: 'Corrupt' } as const;

const dec = (hex: string): string => BigInt(`0x${hex}`).toString();

const listed = (member: {
  ID: string;
  name: string;
  peerURLs: string[];
  isLearner: boolean;
}): ListedMember => ({
  name: member.name,
  id: hexId(member.ID),
  learner: member.isLearner,
  peerUrls: member.peerURLs,
});
