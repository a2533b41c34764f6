import { MARK } from '../history/marks.ts';
import { lose } from '../faults/machine/lose.ts';
import type { TargetSpec } from '../faults/target.ts';
import { addFault } from './add-fault.ts';
import { loadOf, type Drill } from './drill.ts';
import { meetOldClient } from './old-client.ts';
import { standBy } from './stand-by.ts';

/**
 * Members are lost for good while the load runs. Before: the machines that will replace the lost
 * ones stand by, then the backup job ends (what the harness needs for its machines is no loss of
 * the user's), and an old client writes once more, so that it knows a revision that no snapshot
 * holds.
 */
export async function loseForGood(drill: Drill, target: TargetSpec): Promise<void> {
  const { schedule } = drill.snapshots;
  if (schedule !== undefined) await standBy(drill);
  await schedule?.stop();
  if (drill.load !== undefined) drill.oldClient = await meetOldClient(drill, loadOf(drill));
  const { targets } = await addFault(drill, lose, { target, params: {} });
  const detail = { members: targets.map((m) => m.name).join(',') };
  const { recorder } = drill;
  recorder.write({ t: 'mark', name: MARK.loss, at: lossAt(drill), detail });
}

/** The loss is counted from the moment at which the harm was asked for: the earliest honest time. */
const lossAt = (drill: Drill): number => drill.injections.at(-1)?.askedAt ?? drill.recorder.now();
