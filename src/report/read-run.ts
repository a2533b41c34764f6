import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { usageError } from '../core/doomsday-error.ts';
import type { DrillResult, RunResult } from '../core/run-result.ts';
import type { DrillRecord } from '../history/types.ts';
import { readRecords } from '../record/reader.ts';
import { completed, type Parts } from './completed.ts';
import { readJson } from './read-json.ts';

/** A run folder as it was found. */
export interface RunOnDisk {
  readonly result: RunResult;
  /** By drill number. */
  readonly records: ReadonlyMap<number, DrillRecord>;
  /** What is missing or torn, a sentence each; empty for a run that was completed. */
  readonly notices: readonly string[];
}

/**
 * Reads `run.json`, `drills/NN.json` and `history.ndjson`, as far as a run that may have been
 * killed wrote them. Drills without a judgement are measured from the record and called `broken`.
 * @throws {DoomsdayError} NOT_A_RUN_FOLDER when none of the three is there.
 */
export async function readRun(folder: string): Promise<RunOnDisk> {
  const notices: string[] = [];
  const run = await readJson<Partial<RunResult>>(join(folder, 'run.json'), 'run.json', notices);
  const drills = await readDrills(folder, notices);
  const records = await readHistory(folder, notices);
  if (run === undefined && drills.length === 0 && records.size === 0) throw notARun(folder);
  await readDeciding({ folder, run, drills }, records, notices);
  return { ...completed({ folder, run, drills, records, notices }), records };
}

async function readDrills(folder: string, notices: string[]): Promise<DrillResult[]> {
  const names = await readdir(join(folder, 'drills')).catch(() => []);
  const results: DrillResult[] = [];
  for (const name of names.filter((file) => /^\d+\.json$/.test(file)).sort()) {
    const path = join(folder, 'drills', name);
    const drill = await readJson<DrillResult>(path, `drills/${name}`, notices);
    if (drill !== undefined) results.push(drill);
  }
  return results;
}

/** Of a soak, the record of the window that decided the verdict, when others were played after it. */
async function readDeciding(
  { folder, run, drills }: Pick<Parts, 'folder' | 'run' | 'drills'>,
  records: Map<number, DrillRecord>,
  notices: string[],
): Promise<void> {
  const deciding = drills.find(({ verdict }) => verdict === run?.verdict)?.drill;
  if (run?.soak === undefined || deciding === undefined || records.has(deciding)) return;
  const file = `windows/${String(deciding).padStart(4, '0')}.ndjson`;
  for (const [number, record] of await readHistory(folder, notices, file))
    records.set(number, record);
}

async function readHistory(
  folder: string,
  notices: string[],
  file = 'history.ndjson',
): Promise<Map<number, DrillRecord>> {
  const records = new Map<number, DrillRecord>();
  try {
    for await (const record of readRecords(join(folder, file))) {
      const number = record.header.drill ?? records.size + 1;
      records.set(number, record);
      if (!record.ended)
        notices.push(`The record of drill ${number} has no last line: it was cut off.`);
      if (record.dropped > 0)
        notices.push(`The record of drill ${number} lost ${record.dropped} lines.`);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    notices.push(`${file} cannot be read to its end (${why}).`);
  }
  return records;
}

const notARun = (folder: string) =>
  usageError({
    code: 'NOT_A_RUN_FOLDER',
    message: 'there is nothing to report on',
    where: folder,
    expected: 'a run folder with run.json, drills/ and history.ndjson',
    observed: 'none of them',
    next: 'name a folder below reports/, or reports/latest',
  });
