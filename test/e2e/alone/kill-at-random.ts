import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { cleanNow } from '../../support/clean-now.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { inPairs, moments, testSeed, until, type Moment } from './moments.ts';
import { lastPhase, startShortDrills } from '../drills/short-drill.ts';

/** What the product promises. */
export const DEAD_WITHIN = seconds(5);

/** Nothing survives a harness that is killed, whatever it was doing. */
export function killedAtRandom(times: number): void {
  test(`kill -9 at ${times} random moments: nothing survives it`, { skip }, async (t) => {
    await using folder = await tempFolder();
    const seed = testSeed();
    t.diagnostic(`seed ${seed}`);
    const dead: string[] = [];
    await inPairs(moments(seed, times, seconds(8)), async (moment) => {
      const reports = join(folder.path, `r${moment.number}`);
      dead.push(reports);
      const { phase, processes } = await kill(reports, moment);
      t.diagnostic(`${moment.number}: +${moment.afterMs} ms, ${phase}, ${processes} processes`);
    });
    await cleanNow();
    assert.deepEqual(dead.flatMap(workFoldersOf), []);
  });
}

async function kill(reports: string, moment: Moment) {
  await using cli = startShortDrills(reports);
  await until(moment);
  const before = processesOf(reports);
  cli.kill('SIGKILL');
  const ended = await cli.ended;
  const phase = lastPhase(ended);
  assert.equal(ended.code, null, ended.err); // ended by the signal, not by itself
  await eventually('no process of the run is alive', () => noneOf(reports), {
    within: DEAD_WITHIN,
  });
  return { phase, processes: before.length };
}

/** @throws while a process of the run is alive. */
export function noneOf(reports: string): true {
  const alive = processesOf(reports);
  if (alive.length > 0) throw new Error(alive.join('\n'));
  return true;
}
