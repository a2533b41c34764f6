import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { finishedRun } from '../../support/finished-run.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { inPairs, moments, testSeed, until, type Moment } from './moments.ts';
import { FIRST_WORD, lastPhase, startShortDrills } from '../drills/short-drill.ts';

/** Whatever a run is doing: it heals, removes and writes what it knows. */
export function interruptedAtRandom(times: number): void {
  test(`Ctrl-C at ${times} random moments: healed, removed, readable, 130`, { skip }, async (t) => {
    await using folder = await tempFolder();
    const seed = testSeed();
    t.diagnostic(`seed ${seed}`);
    await inPairs(moments(seed, times, seconds(6)), async (moment) => {
      const phase = await interrupt(join(folder.path, `r${moment.number}`), moment);
      t.diagnostic(`${moment.number}: +${moment.afterMs} ms, ${phase}`);
    });
  });
}

/** Every second time Ctrl-C is pressed twice: people are impatient. */
async function interrupt(reports: string, moment: Moment): Promise<string> {
  await using cli = startShortDrills(reports);
  await cli.said(FIRST_WORD);
  await until(moment);
  cli.kill('SIGINT');
  if (moment.number % 2 === 0) {
    await cli.said('\nstopping: ');
    cli.kill('SIGINT');
  }
  const ended = await cli.ended;
  const phase = lastPhase(ended);
  const where = `moment ${moment.number}, ${phase}\n${ended.out}\n${ended.err}`;
  assert.equal(ended.code, EXIT.interrupted, where);
  assert.deepEqual([processesOf(reports), workFoldersOf(reports)], [[], []], where);
  // A run that was still getting its parts together has made nothing, not even a folder.
  if (existsSync(join(reports, 'latest'))) assertReadable(reports);
  else assert.deepEqual(existsSync(reports) ? readdirSync(reports) : [], [], where);
  return phase;
}

function assertReadable(reports: string): void {
  const { result, history } = finishedRun(reports);
  assert.deepEqual([result.interrupted, result.exitCode], [true, EXIT.interrupted]);
  const begun = history.flatMap((line) => (line.t === 'header' ? [line.drill] : []));
  assert.deepEqual(
    result.drills.map(({ drill }) => drill),
    begun,
  );
  const last = result.drills.at(-1);
  // It may have been between two drills; then the last one had a verdict of its own.
  if (last?.error !== undefined) assert.match(last.error, /^INTERRUPTED {2}/);
}
