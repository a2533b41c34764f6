import { seconds } from '../../core/duration.ts';
import { hashKv } from '../../etcd/hash-kv.ts';
import { memberStatus } from '../../etcd/member-status.ts';
import { recordingClient, type RecordingClient } from '../../etcd/recording-client.ts';
import type { Endpoint } from '../../runtime/runtime.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';

const WITHIN = seconds(5);
/** Only its revision matters; that nobody has this key is no matter. */
const SOME_KEY = 'load/';

/** An operator at one member. What it asks is in the record: the judge must know of it. */
export interface Compactor {
  readonly member: Member;
  readonly client: RecordingClient;
  close(): void;
}

export function openCompactor(member: Member, { sink, cluster }: FaultWorld): Compactor {
  const endpoint = member.client.fromHarness as Endpoint;
  const client = recordingClient({ sink, endpoint, member: member.name, epoch: cluster.epoch });
  return { member, client, close: () => client.close() };
}

export interface Compaction {
  readonly revision: bigint;
  /** In etcd's words; undefined = it was done. */
  readonly refusal?: string;
}

/** Compacts all but the `behind` newest revisions that the member knows. */
export async function compactOnce(
  { member, client }: Compactor,
  behind: number,
): Promise<Compaction> {
  const status = await memberStatus(await member.machine.endpoint('client'), WITHIN);
  const revision = BigInt(status.revision) - BigInt(behind);
  // A new store is at revision 1, and below it there is nothing that could be refused.
  if (revision < 2n) throw new Error(`nothing to compact at revision ${status.revision}`);
  const line = await client.call({ op: 'compact', rev: String(revision) }, { within: WITHIN });
  if (line.outcome === 'ok') return { revision };
  return { revision, refusal: line.err?.message ?? line.outcome };
}

/** @returns how the compaction shows at a member. @throws when it does not. */
export async function compactedAt(
  member: Member,
  world: FaultWorld,
  revision: bigint,
): Promise<string> {
  const endpoint = await member.machine.endpoint('client');
  const { compactRevision } = await hashKv(endpoint, '0', WITHIN);
  if (BigInt(compactRevision) < revision)
    throw new Error(`${member.name} is compacted at ${compactRevision}, not at ${revision}`);
  const refusal = await refusedBelow(member, world, revision);
  return `${member.name} is compacted at ${compactRevision}; a read at ${revision - 1n}: ${refusal}`;
}

async function refusedBelow(member: Member, world: FaultWorld, revision: bigint): Promise<string> {
  const reader = openCompactor(member, world);
  try {
    const rev = String(revision - 1n);
    const line = await reader.client.call({ op: 'get', key: SOME_KEY, rev }, { within: WITHIN });
    if (line.outcome === 'fail' && line.err?.message.includes('compacted') === true)
      return line.err.message;
    throw new Error(`a read at ${rev} is ${line.outcome} ${line.err?.message ?? ''}`);
  } finally {
    reader.close();
  }
}
