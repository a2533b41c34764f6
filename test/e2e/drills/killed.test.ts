import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { cleanNow } from '../../support/clean-now.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { inPairs, moments, testSeed, until, type Moment } from './moments.ts';
import { CLUSTER_SERVES, lastPhase, startLongDrill, startShortDrills } from './short-drill.ts';

const TIMES = 20;
/** What the product promises. */
const DEAD_WITHIN = seconds(5);

test(`kill -9 at ${TIMES} random moments: nothing survives it`, { skip }, async (t) => {
  await using folder = await tempFolder();
  const seed = testSeed();
  t.diagnostic(`seed ${seed}`);
  const dead: string[] = [];
  await inPairs(moments(seed, TIMES, seconds(8)), async (moment) => {
    const reports = join(folder.path, `r${moment.number}`);
    dead.push(reports);
    const { phase, processes } = await kill(reports, moment);
    t.diagnostic(`${moment.number}: +${moment.afterMs} ms, ${phase}, ${processes} processes`);
  });
  await cleanNow();
  assert.deepEqual(dead.flatMap(workFoldersOf), []);
});

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

function noneOf(reports: string): true {
  const alive = processesOf(reports);
  if (alive.length > 0) throw new Error(alive.join('\n'));
  return true;
}

test(
  'the next start and clean remove a dead run, and leave a living one alone',
  { skip },
  async () => {
    await using folder = await tempFolder();
    const [first, living, second] = ['first', 'living', 'second'].map((n) => join(folder.path, n));
    const dead = async (reports = ''): Promise<void> => {
      await using cli = startShortDrills(reports);
      await cli.said(CLUSTER_SERVES);
      cli.kill('SIGKILL');
      await cli.ended;
      await eventually('its processes end', () => noneOf(reports), { within: DEAD_WITHIN });
      assert.equal(workFoldersOf(reports).length, 1);
    };
    await dead(first);
    await using alive = startLongDrill(living ?? '');
    await alive.said(CLUSTER_SERVES);
    assert.deepEqual(workFoldersOf(first ?? ''), [], 'the next start removes it');
    await dead(second);
    await cleanNow();
    assert.deepEqual(workFoldersOf(second ?? ''), [], 'clean removes it');
    const left = {
      processes: processesOf(living ?? '').length > 0,
      work: workFoldersOf(living ?? ''),
    };
    assert.deepEqual([left.processes, left.work.map((path) => existsSync(path))], [true, [true]]);
    alive.kill('SIGINT');
    assert.equal((await alive.ended).code, EXIT.interrupted);
    assert.deepEqual(workFoldersOf(living ?? ''), []);
  },
);
