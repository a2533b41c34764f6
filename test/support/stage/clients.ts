import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { EtcdEndpoint } from '../../../src/etcd/connection.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import type { OpLine, Request } from '../../../src/history/types.ts';
import type { Stage } from './stage.ts';

/** One recorded call of a new client, whatever comes of it. */
export async function call(
  { sink, cluster }: Stage,
  member: Member,
  req: Request,
  at: EtcdEndpoint = member.client.fromHarness as EtcdEndpoint,
): Promise<OpLine> {
  const epoch = cluster.members.includes(member) ? cluster.epoch : 1;
  const client = recordingClient({ sink, endpoint: at, member: member.name, epoch });
  try {
    return await client.call(req, { within: seconds(2) });
  } finally {
    client.close();
  }
}

/** Calls until one is acknowledged; every call is in the record. */
export const acked = (on: Stage, member: Member, req: Request): Promise<OpLine> =>
  eventually(`${req.op} acknowledged by ${member.name}`, () => once(call(on, member, req)), {
    within: seconds(20),
  });

export const put = (on: Stage, member: Member, key: string, value: string): Promise<OpLine> =>
  acked(on, member, { op: 'put', key: `load/${key}`, value });

async function once(calling: Promise<OpLine>): Promise<OpLine> {
  const op = await calling;
  if (op.outcome !== 'ok') throw new Error(op.err?.message ?? op.outcome);
  return op;
}
