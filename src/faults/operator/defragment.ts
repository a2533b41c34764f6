import { seconds, toSeconds, nanos } from '../../core/duration.ts';
import { startClock } from '../../core/clock.ts';
import { adminClient } from '../../etcd/admin.ts';
import { memberStatus } from '../../etcd/member-status.ts';
import { fetchMetrics } from '../../etcd/metrics.ts';
import { total } from '../../etcd/parse-metrics.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenServing } from '../proven-serving.ts';

/** A large db takes seconds for each GiB. */
const DONE_WITHIN = seconds(120);
const ASK_WITHIN = seconds(2);
const COUNT = 'etcd_disk_backend_defrag_duration_seconds_count';

interface Defragmented {
  readonly member: Member;
  readonly countBefore: number;
  readonly bytesBefore: number;
  readonly tookNs: number;
}

const done = new WeakMap<FaultWorld['heal'], Defragmented[]>();

export const defragment = defineFault<object>({
  name: 'defragment',
  subject: 'operator',
  summary: 'Rewrites the db of the target, which answers nobody meanwhile; one member at a time.',
  params: {},
  heals: 'nothing is to be healed: it ends by itself',
  proof: {
    bite: "etcd's count of defragmentations rises; size of the db before and after, time taken",
    end: 'the member serves',
  },
  plan: () => ({}),
  async inject({ targets, heal }) {
    const all: Defragmented[] = [];
    done.set(heal, all);
    for (const member of targets) all.push(await defragmented(member));
  },
  async proveBiting({ heal }) {
    const words = (done.get(heal) ?? []).map(proven);
    return (await Promise.all(words)).join('; ');
  },
  proveGone: provenServing,
});

async function defragmented(member: Member): Promise<Defragmented> {
  const endpoint = await member.machine.endpoint('client');
  const countBefore = await countOf(member);
  const { dbSize: bytesBefore } = await memberStatus(endpoint, ASK_WITHIN);
  const admin = adminClient(endpoint, { within: DONE_WITHIN });
  const clock = startClock();
  try {
    await admin.defragment();
  } finally {
    admin.close();
  }
  return { member, countBefore, bytesBefore, tookNs: clock.now() };
}

async function proven({ member, ...before }: Defragmented): Promise<string> {
  const count = await countOf(member);
  if (count <= before.countBefore) throw new Error(`${member.name} counts ${count} as before`);
  const { dbSize } = await memberStatus(await member.machine.endpoint('client'), ASK_WITHIN);
  const took = toSeconds(nanos(before.tookNs)).toFixed(3);
  return `${member.name}: db of ${before.bytesBefore} B, then ${dbSize} B, after ${took} s`;
}

async function countOf({ machine }: Member): Promise<number> {
  const metrics = await fetchMetrics(await machine.endpoint('client'), { within: ASK_WITHIN });
  return total(metrics, COUNT) ?? 0;
}
