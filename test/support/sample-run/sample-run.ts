import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../../src/core/run-result.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { quorumLoss } from './quorum-loss.ts';
import { passedDrill, runOf, stormDrill, unsafeDrill } from './results.ts';
import { storm } from './storm.ts';

export interface SampleRun {
  readonly result: RunResult;
  readonly records: readonly DrillRecord[];
}

/** One drill that passed: a quorum lost for good and restored. */
export function passedRun(): SampleRun {
  const record = quorumLoss(1);
  const drill = passedDrill(record);
  return { result: runOf([drill], drill), records: [record] };
}

/** Four drills: one passed twice, a storm that missed, and a restore without a bump. */
export function mixedRun(stormPerSecond?: number): SampleRun {
  const scenario = 'Restored without a revision bump';
  const records = [
    quorumLoss(1),
    quorumLoss(2),
    storm(3, stormPerSecond),
    quorumLoss(4, { bump: '0', scenario }),
  ];
  const [first, second, third, fourth] = records as [
    DrillRecord,
    DrillRecord,
    DrillRecord,
    DrillRecord,
  ];
  const unsafe = unsafeDrill(fourth);
  const drills = [passedDrill(first), passedDrill(second), stormDrill(third), unsafe];
  return { result: runOf(drills, unsafe), records };
}

/** The files that a run leaves for the report: run.json, drills/NN.json, history.ndjson. */
export async function writeSampleRun(
  folder: string,
  { result, records }: SampleRun,
): Promise<void> {
  const { drills, ...facts } = result;
  await mkdir(join(folder, 'drills'), { recursive: true });
  await writeFile(join(folder, 'run.json'), JSON.stringify(facts));
  for (const drill of drills) {
    const name = `${String(drill.drill).padStart(2, '0')}.json`;
    await writeFile(join(folder, 'drills', name), JSON.stringify(drill));
  }
  await writeFile(join(folder, 'history.ndjson'), records.map(recordText).join(''));
}

/** The record as its file says it, in order of time. */
export function recordText(record: DrillRecord): string {
  const { header, ops, watches, faults, epochs, states, samples, marks } = record;
  const timed = [
    ...ops.map((line) => [line.ret ?? line.call, line] as const),
    ...[...watches, ...epochs, ...states, ...samples, ...marks].map(
      (line) => [line.at, line] as const,
    ),
    ...faults.map((line) => [line.to, line] as const),
  ].sort(([a], [b]) => a - b);
  const last = timed.at(-1)?.[0] ?? 0;
  const end = record.ended ? [{ t: 'end', at: last, dropped: record.dropped }] : [];
  const lines = [header, ...timed.map(([, line]) => line), ...end];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
