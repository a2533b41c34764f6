import type { Duration } from '../core/duration.ts';
import type { EtcdEndpoint } from './connect.ts';
import { askerFor } from './asker-for.ts';
import { hexId } from './from-wire.ts';
import { MAINTENANCE } from './methods.ts';

/** What a member says of itself. Ids in hex; leader "0" = it knows of none. */
export interface MemberStatus {
  readonly member: string;
  /** Hashed from the token and the first members: another cluster of the same members has another. */
  readonly cluster: string;
  readonly version: string;
  readonly leader: string;
  readonly term: string;
  /** The newest revision that this member has applied. */
  readonly revision: string;
  readonly dbSize: number;
  readonly errors: readonly string[];
}

/** Asks one member for its status. Needs no quorum. Rejects with gRPC's error. */
export async function memberStatus(
  endpoint: EtcdEndpoint,
  within: Duration,
): Promise<MemberStatus> {
  const answer = await askerFor(endpoint).ask(MAINTENANCE.status, {}, within);
  return {
    member: hexId(answer.header?.member_id),
    cluster: hexId(answer.header?.cluster_id),
    version: answer.version ?? '',
    leader: hexId(answer.leader),
    term: answer.raftTerm ?? '0',
    revision: answer.header?.revision ?? '0',
    dbSize: Number(answer.dbSize ?? 0),
    errors: answer.errors ?? [],
  };
}
