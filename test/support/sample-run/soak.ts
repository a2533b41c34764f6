import type { RunResult, SoakFacts, SoakWindow } from '../../../src/core/run-result.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { mixedRun, type SampleRun } from './sample-run.ts';

/** A window as run.json has it. */
const soakWindow = (window: number, verdict: Verdict): SoakWindow => ({
  ...{ window, verdict, faults: 2, operations: 900, seconds: 14.5 },
  reason: verdict === 'passed' ? '13 guarantees hold' : `it is ${verdict}`,
  guarantees: { holds: 13, violated: 0, unknown: 0 },
  schedule: ['client-half-open m1, disk-latency m2 (m1 leads)', 'pause m2'],
  replay: `npm start -- soak --seed 0x5eed --window ${window}`,
});

/**
 * A soak of three windows whose second was undecided and decides the verdict: there are results of
 * it and of the last one. Its records are those of these two.
 */
export function undecidedSoak(): SampleRun {
  const { result, records } = mixedRun(200);
  const verdicts = ['inconclusive', 'passed'] as const;
  const drills = result.drills
    .slice(1, 3)
    .map((drill, i) => ({ ...drill, verdict: verdicts[i] as Verdict }));
  const windows = [1, 2, 3].map((n) => soakWindow(n, n === 2 ? 'inconclusive' : 'passed'));
  const soak: SoakFacts = {
    ...{ windows, faults: 6, faultsPerHour: 1700, operations: 2700 },
    ...{ maxRssBytes: 400 * 2 ** 20, records: 'deleted' },
  };
  const told = { verdict: 'inconclusive', exitCode: 2, reason: 'window 2: undecided' } as const;
  const { repeated: _, ...facts } = { ...result, drills, soak, ...told } satisfies RunResult;
  return { result: facts, records: records.slice(1, 3) };
}
