import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDuration, seconds } from '../../../src/core/duration.ts';
import { finishedRun } from '../../support/finished-run.ts';
import { inEngineOf } from '../../support/left-in-engine.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { runCli } from '../../support/run-cli.ts';
import { SHARED_MACHINE } from '../drills/feature.ts';
import type { Kind } from './skipped-on.ts';
import { allWell, whatCame } from './what-came.ts';

/**
 * Plays a feature file with the real command line. Every scenario that it announces passes, every
 * fault was proven to bite and to be gone, and nothing is left behind. After a failure the run
 * folder stays. @returns how many drills in what time.
 */
export async function passes(feature: string, kind: Kind): Promise<string> {
  const reports = await mkdtemp(join(tmpdir(), 'doomsday-feature-'));
  const where = ['--runtime', kind, '--reports', reports];
  const what = ['run', feature, ...SHARED_MACHINE, '--seed', '0x5eed'];
  const { code, out, err } = await runCli([...what, ...where]).ended;
  try {
    const run = finishedRun(reports);
    const left = await leftOf(reports, kind);
    const wanted = { code: 0, ...(await allWell(feature, kind)), left: [] };
    assert.deepEqual({ code, ...whatCame(run), left }, wanted);
    await rm(reports, { recursive: true });
    const { drills, seconds: took } = run.result;
    return `${feature}: ${drills.length} drills in ${formatDuration(seconds(took))}`;
  } catch (error) {
    const said = `${out}\n${err}\nkept: ${reports}`;
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
  }
}

const leftOf = async (reports: string, kind: Kind): Promise<string[]> => [
  ...processesOf(reports),
  ...workFoldersOf(reports),
  ...(kind === 'docker' ? await inEngineOf(reports) : []),
];
