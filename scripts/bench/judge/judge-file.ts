// Runs in a worker, because a heap of its own size can only be asked for at the start of one.
import { parentPort, workerData } from 'node:worker_threads';
import { startClock } from '../../../src/core/clock.ts';
import { judge } from '../../../src/checker/judge.ts';
import { recorderFaults } from '../../../src/checker/recorder-faults.ts';
import type { DrillRecord, OpLine } from '../../../src/history/types.ts';
import { readRecords } from '../../../src/record/reader.ts';

export interface JudgedFile {
  readonly operations: number;
  readonly parseMs: number;
  readonly judgeMs: number;
  /** Time on a processor for the same: what is left of a figure on a machine that others use too. */
  readonly parseCpuMs: number;
  readonly judgeCpuMs: number;
  /** Judged again: the compiled code of a longer session. */
  readonly againMs: number;
  readonly heapMb: number;
  readonly peakMb: number;
  readonly notHolding: readonly string[];
  /** With one answer in the middle damaged: how long it took, and the witness. */
  readonly damaged?: { readonly ms: number; readonly status: string; readonly operations: number };
}

const { file, damage } = workerData as { file: string; damage: boolean };
const clock = startClock();
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

/** Of this thread alone. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e3;
}

const begun = clock.now();
const begunCpu = cpuMs();
for await (const record of readRecords(file)) {
  const parseMs = (clock.now() - begun) / 1e6;
  const parseCpuMs = cpuMs() - begunCpu;
  const first = timed(record);
  const peak = peakMb();
  const again = timed(record);
  const result: JudgedFile = {
    operations: record.ops.length,
    parseMs,
    judgeMs: first.ms,
    parseCpuMs,
    judgeCpuMs: first.cpuMs,
    againMs: again.ms,
    heapMb: process.memoryUsage().heapUsed / 1e6,
    peakMb: peak,
    notHolding: first.results.flatMap(({ name, status, reason }) =>
      status === 'holds' ? [] : [`${name} ${status}: ${reason}`],
    ),
    ...(damage ? { damaged: judgeDamaged(record) } : {}),
  };
  parentPort?.postMessage(result);
}

function timed(record: DrillRecord): {
  ms: number;
  cpuMs: number;
  results: ReturnType<typeof judge>;
} {
  const from = clock.now();
  const fromCpu = cpuMs();
  const faults = recorderFaults(record);
  const results = judge(record);
  if (faults.length > 0) throw new Error(`the record is broken: ${faults[0]?.why}`);
  return { ms: (clock.now() - from) / 1e6, cpuMs: cpuMs() - fromCpu, results };
}

/** One read in the middle shows a value that was never written. */
function judgeDamaged(record: DrillRecord): NonNullable<JudgedFile['damaged']> {
  const from = record.ops.length >> 1;
  const at = record.ops.findIndex((op, i) => i >= from && op.res?.kvs?.length === 1);
  const op = record.ops[at] as OpLine;
  const kvs = op.res?.kvs?.map((kv) => ({ ...kv, value: 'never written' })) ?? [];
  const ops = [...record.ops];
  ops[at] = { ...op, res: { rev: '0', ...op.res, kvs } };
  const { ms, results } = timed({ ...record, ops });
  const found = results.find(({ name }) => name === 'linearizable');
  const operations = found?.witnesses[0]?.operations.length ?? 0;
  return { ms, status: found?.status ?? 'none', operations };
}
