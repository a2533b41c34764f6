import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from '../../../src/core/eventually.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { cleanNow } from '../../support/clean-now.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { DEAD_WITHIN, killedAtRandom, noneOf } from './kill-at-random.ts';
import { CLUSTER_SERVES, startLongDrill, startShortDrills } from '../drills/short-drill.ts';

killedAtRandom(10);

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
