import assert from 'node:assert/strict';
import type { DrillResult } from '../../../src/core/run-result.ts';
import { finishedRun, type FinishedRun } from '../../support/finished-run.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

export type OpenChecks = Readonly<Record<string, 'violated' | 'unknown'>>;

/** What is expected of one drill; everything that is not named must be as good as it can be. */
export interface ExpectedDrill {
  readonly scenario: string;
  /** Names of the faults, in the order of injection; each must have bitten and be gone. */
  readonly faults: readonly string[];
  /** Checks that do not hold, and why not: everything else must hold. By what the drill came to. */
  readonly open?: OpenChecks | ((drill: DrillResult) => OpenChecks);
  readonly expectedUnsafe?: readonly string[];
  /** Whether something is lost for good, which has objectives of its own; default true. */
  readonly loss?: boolean;
}

/**
 * The tests share their machine with others: where the harness is held up for longer than the usual
 * 250 ms, the drill says rightly that its times are not to be believed. No test asks how long.
 */
export const SHARED_MACHINE = ['--set', 'harness.maxLag=1s'];

/** Plays features with the real command line and compares verdict.json with what is expected. */
export async function playFeature(
  args: readonly string[],
  drills: readonly ExpectedDrill[],
): Promise<void> {
  await using reports = await tempFolder();
  const cli = runCli([
    'run',
    ...args,
    ...SHARED_MACHINE,
    '--seed',
    '0x5eed',
    '--reports',
    reports.path,
  ]);
  const { code, out, err } = await cli.ended;
  const run = finishedRun(reports.path);
  assert.deepEqual(shape(run), expectedShape(drills, run.result.drills), `${out}\n${err}`);
  assert.equal(code, 0);
  assert.deepEqual([processesOf(reports.path), workFoldersOf(reports.path)], [[], []]);
}

function shape({ result, history }: FinishedRun): unknown {
  const { verdict, exitCode } = result;
  const records = history.flatMap((line) => (line.t === 'header' ? [line.scenario] : []));
  return { verdict, exitCode, records, drills: result.drills.map(drillShape) };
}

function drillShape(drill: DrillResult): unknown {
  const { scenario, verdict, steps, objectives, faults, checks, expectedUnsafe, error } = drill;
  return {
    scenario,
    verdict,
    error,
    stepsNotPassed: steps.filter((step) => step.status !== 'passed').map((step) => step.text),
    bounded: objectives.flatMap(({ name, status, bound }) =>
      bound === null ? [] : [{ name, status }],
    ),
    faults: faults.map(({ name, bit, gone }) => ({ name, bit, gone })),
    open: Object.fromEntries(
      checks.flatMap(({ name, status }) => (status === 'holds' ? [] : [[name, status]])),
    ),
    notJudged: EVERY_DRILL.filter((name) => checks.every((check) => check.name !== name)),
    expectedUnsafe,
    worked: drill.workload.ok > 0,
  };
}

/** What no drill may leave out. */
const EVERY_DRILL = [
  'acknowledged-writes-survive',
  'members-agree-on-hash',
  'members-serve-and-agree',
];
/** The objectives that the default scene bounds. */
const AFTER_LOSS = ['rto', 'rpo.writes', 'rpo.seconds'];
const ALWAYS = ['latency.recovery'];

function expectedShape(drills: readonly ExpectedDrill[], played: readonly DrillResult[]): unknown {
  return {
    verdict: 'passed',
    exitCode: 0,
    records: drills.map(({ scenario }) => scenario),
    drills: drills.map(({ scenario, faults, open = {}, expectedUnsafe = [], loss = true }, i) => ({
      scenario,
      verdict: 'passed',
      error: undefined,
      stepsNotPassed: [],
      bounded: [...(loss ? AFTER_LOSS : []), ...ALWAYS].map((name) => ({ name, status: 'met' })),
      faults: faults.map((name) => ({ name, bit: true, gone: true })),
      open: typeof open === 'function' ? open(played[i] as DrillResult) : open,
      notJudged: [],
      expectedUnsafe,
      worked: true,
    })),
  };
}
