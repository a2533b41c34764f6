import { recorderFaults } from '../../../src/checker/recorder-faults.ts';
import { judge } from '../../../src/checker/judge.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { allSynced } from '../../../src/drill/all-synced.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { idleDiskStall } from '../../../src/faults/disk/idle-disk-stall.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { harm } from '../../../test/support/stage/harm.ts';
import { stage, type Stage } from '../../../test/support/stage/stage.ts';

/** Three times the time between two commits of bbolt. */
const QUIET = millis(300);
/** An etcd that does not wait for its disk answers within milliseconds. */
const ANSWER_WITHIN = millis(300);

export interface Tries {
  readonly version: string;
  readonly tries: number;
  /** Called while fsyncs were held, as the check counts them. */
  readonly writes: number;
  /** Acknowledged while they still were. */
  readonly early: number;
  readonly status: string;
}

/** One cluster of one member; each try holds its fsyncs, calls one write, and lets them go. */
export async function durableTries(version: string, tries: number): Promise<Tries> {
  await using on = await stage({ version });
  const [member] = on.cluster.members as [Member];
  let early = 0;
  for (let n = 0; n < tries; n++) if (await answered(on, member, n)) early += 1;
  return { version, tries, early, ...told(await on.record()) };
}

async function answered(on: Stage, member: Member, n: number): Promise<boolean> {
  await allSynced(member, QUIET, { within: seconds(30) });
  const stall = await harm(on, idleDiskStall, member);
  const endpoint = member.client.fromHarness as Endpoint;
  const client = recordingClient({ sink: on.sink, endpoint, member: member.name, epoch: 1 });
  const req = { op: 'put', key: `load/${n}`, value: String(n) } as const;
  const { outcome } = await client.call(req, { within: ANSWER_WITHIN });
  client.close();
  await stall.heal();
  return outcome === 'ok';
}

/** What the check of the product says of the whole record. */
function told(record: DrillRecord): Pick<Tries, 'writes' | 'status'> {
  const [fault] = recorderFaults(record);
  if (fault !== undefined) throw new Error(`the recorder made a mistake: ${fault.why}`);
  const check = judge(record).find(({ name }) => name === 'acknowledged-is-durable');
  if (check === undefined) throw new Error('the check did not run');
  return { writes: check.examined['writes'] ?? 0, status: check.status };
}
