import { worstStatus, type CheckResult, type Witness } from '../../core/check-result.ts';
import { startClock, type Clock } from '../../core/clock.ts';
import { DoomsdayError, usageError } from '../../core/doomsday-error.ts';
import { judge } from '../../checker/judge.ts';
import { recorderFaults } from '../../checker/recorder-faults.ts';
import { judgePlain } from '../../checker/search/judge-plain.ts';
import type { PlainHistory } from '../../history/plain-history.ts';
import { RECORDER_FAULT } from '../../record/recorder-fault.ts';
import { readRecords } from '../../record/reader.ts';
import type { CheckAsked, HistoryFormat, HistoryModel } from './check-asked.ts';
import type { Checked, CheckedRecord } from './checked.ts';
import { historyFormat } from './history-format.ts';
import { readPlain } from './read-plain.ts';

/**
 * Judges every record of a file, each as soon as it is read.
 * @throws {DoomsdayError} for input that cannot be judged at all, exit 64. A mistake of the
 *   recorder is no exception: it is the verdict `broken`, and what comes behind it is not read.
 */
export async function* checkFile(file: string, asked: CheckAsked): AsyncGenerator<CheckedRecord> {
  const format = asked.format ?? (await historyFormat(file));
  const stopwatch = new Stopwatch();
  let records = 0;
  try {
    for await (const checked of judged(file, { format, asked, stopwatch })) {
      records += 1;
      yield checked;
    }
  } catch (error) {
    if (!(error instanceof DoomsdayError) || error.code !== RECORDER_FAULT) throw error;
    yield { checked: spoilt(error, { file, record: records + 1, parseMs: stopwatch.lap() }) };
  }
}

interface Judging {
  readonly format: HistoryFormat;
  readonly asked: CheckAsked;
  readonly stopwatch: Stopwatch;
}

async function* judged(file: string, judging: Judging): AsyncGenerator<CheckedRecord> {
  const { format, asked, stopwatch } = judging;
  if (format !== 'doomsday') {
    const notices: string[] = [];
    const onNotice = (notice: string): void => void notices.push(notice);
    const history = await readPlain(file, { format, onNotice });
    fits({ file, model: history.model, asked });
    yield { checked: { ...checkPlain(file, history, stopwatch), notices } };
    return;
  }
  fits({ file, model: 'etcd', asked });
  const notices: string[] = [];
  let number = 0;
  for await (const source of readRecords(file, { onNotice: (notice) => notices.push(notice) })) {
    number += 1;
    const parseMs = stopwatch.lap();
    const faults = recorderFaults(source);
    const checks = faults.length > 0 ? [] : judge(source);
    const found = { checks, faults, operations: source.ops.length, notices: notices.splice(0) };
    const place = { file, record: number, parseMs, checkMs: stopwatch.lap() };
    yield { checked: checkedOf(place, found), source };
    stopwatch.lap();
  }
}

function checkPlain(file: string, history: PlainHistory, stopwatch: Stopwatch): Checked {
  const parseMs = stopwatch.lap();
  const checks = judgePlain(history);
  const operations = history.ops.length;
  const place = { file, record: 1, parseMs, checkMs: stopwatch.lap() };
  return checkedOf(place, { checks, operations, faults: [], notices: [] });
}

type Place = Pick<Checked, 'file' | 'record' | 'parseMs' | 'checkMs'>;

function checkedOf(
  { file, record, parseMs, checkMs }: Place,
  found: {
    readonly checks: readonly CheckResult[];
    readonly faults: readonly Witness[];
    readonly operations: number;
    readonly notices: readonly string[];
  },
): Checked {
  const { checks, faults, operations, notices } = found;
  const verdict = faults.length > 0 ? 'broken' : worstStatus(checks.map(({ status }) => status));
  const what = { file, record, verdict, operations, checks, recorderFaults: faults } as const;
  return { ...what, notices, parseMs, checkMs };
}

function spoilt(error: DoomsdayError, place: Omit<Place, 'checkMs'>): Checked {
  const { where = place.file, expected = '', observed = '' } = error.facts;
  const fault: Witness = {
    why: error.message,
    observed: [[where, observed]],
    operations: [],
    legal: expected,
  };
  const found = { checks: [], faults: [fault], operations: 0, notices: [] };
  return checkedOf({ ...place, checkMs: 0 }, found);
}

/** A model that was asked for must be the one that the history is written for. */
function fits({ file, model, asked }: { file: string; model: HistoryModel; asked: CheckAsked }) {
  if (asked.model === undefined || asked.model === model) return;
  throw usageError({
    code: 'MODEL_DOES_NOT_FIT',
    message: `the history cannot be judged as ${asked.model}`,
    where: file,
    expected: `a history of the model ${asked.model}`,
    observed: `a history of the model ${model}`,
    next: `doomsday check ${file} --model ${model}`,
  });
}

/** Milliseconds since the last look, to a thousandth. */
class Stopwatch {
  readonly #clock: Clock = startClock();
  #last = 0;

  lap(): number {
    const now = this.#clock.now();
    const took = now - this.#last;
    this.#last = now;
    return Math.round(took / 1e3) / 1e3;
  }
}
