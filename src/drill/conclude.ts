import { pass } from '../core/clock.ts';
import type { CheckResult, Witness } from '../core/check-result.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { judge } from '../checker/judge.ts';
import { recorderFaults } from '../checker/recorder-faults.ts';
import type { DrillRecord } from '../history/types.ts';
import { measure, type Measured } from '../objectives/measure.ts';
import { readRecords } from '../record/reader.ts';
import type { Drill } from './drill.ts';
import { readFinalStates } from './final-read.ts';
import { healFaults } from './heal-faults.ts';
import { letWatchersCatchUp } from './let-watchers-catch-up.ts';

/** What the record says, once the experiment is over. */
export interface Conclusion extends Measured {
  readonly checks: readonly CheckResult[];
  /** When there are any, nothing was judged: etcd is not blamed for the recorder's mistakes. */
  readonly recorderFaults: readonly Witness[];
}

/**
 * Ends the experiment: heals everything, lets the load run on for the scene's time, stops it, reads
 * what every member holds, lets the watchers catch up, closes the record, and judges what the file
 * says. Done once; later calls get the same answer.
 */
export function conclude(drill: Drill): Promise<Conclusion> {
  drill.conclusion ??= runToTheEnd(drill);
  return drill.conclusion;
}

async function runToTheEnd(drill: Drill): Promise<Conclusion> {
  await settle(drill);
  drill.phases.enter('final read');
  await readFinalStates(drill);
  await letWatchersCatchUp(drill);
  return judgeRecord(drill);
}

async function settle(drill: Drill): Promise<void> {
  const { scene, signal } = drill;
  await healFaults(drill);
  if (drill.load === undefined) return;
  await pass(scene.phases.after, signal);
  await Promise.all([drill.load.workload.stop(), drill.load.probes.stop()]);
}

/** What is judged is what the file says, so that any later judgement of the file is the same. */
export async function judgeRecord(drill: Drill): Promise<Conclusion> {
  const { recorder, folder, number, world, selfWatch } = drill;
  await drill.load?.watchers.stop();
  await world?.observer.stop();
  drill.phases.enter('judge');
  await selfWatch.report(world?.runtime.machines ?? []);
  await recorder.close();
  if (recorder.failure !== undefined) throw recorder.failure;
  for await (const record of readRecords(folder.history)) {
    if (record.header.drill === number) return conclusionOf(record);
  }
  throw new DoomsdayError({
    code: 'RECORD_MISSING',
    message: 'the drill has no record',
    expected: `the record of drill ${number} in ${folder.history}`,
  });
}

function conclusionOf(record: DrillRecord): Conclusion {
  const faults = recorderFaults(record);
  const checks = faults.length > 0 ? [] : judge(record);
  return { checks, recorderFaults: faults, ...measure(record) };
}
