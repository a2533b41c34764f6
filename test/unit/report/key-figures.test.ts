import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillResult } from '../../../src/core/run-result.ts';
import { checksList } from '../../../src/report/page/checks-list.ts';
import { keyFigures } from '../../../src/report/page/key-figures.ts';
import { terminalSummary } from '../../../src/report/terminal-summary.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const drill = mixedRun().result.drills.find(({ stages }) => stages.length > 0) as DrillResult;

/** The words of a tile, with its tone. */
function tileOf(told: DrillResult, name: string): string[] {
  const tiles = String(keyFigures(told)).split('<div class="tile ').slice(1);
  const [tone = '', text = ''] = (tiles.find((one) => one.includes(name)) ?? '').split(/">(.*)/s);
  const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  return [tone, words.trim()];
}

test('data lost is told by the objective that was missed, whichever it is', () => {
  const name = 'Data lost (RPO)';
  const late = drill.objectives.map((one) =>
    one.name === 'rpo.seconds' ? { ...one, value: 4.32, status: 'missed' as const } : one,
  );
  const { result } = mixedRun();
  const said = terminalSummary(
    { ...result, drills: [{ ...drill, objectives: late }] },
    { colour: false },
  );
  assert.equal(
    said.match(/^ {2}lost .*$/m)?.[0],
    '  lost        349 writes  (met: at most 1,500 writes); 4.32 s  (missed: at most 3 s), ' +
      '6.03 kB; 34 deletes undone',
  );
  assert.deepEqual(
    [tileOf(drill, name), tileOf({ ...drill, objectives: late }, name)],
    [
      ['good', `${name} 349 writes in 580 ms met: at most 1,500 writes`],
      ['bad', `${name} 349 writes in 4.32 s missed: at most 3 s`],
    ],
  );
});

test('what was examined is told in words, one of a kind in the singular', () => {
  const checks = drill.checks.slice(0, 1).map((check) => ({
    ...check,
    examined: { epochs: 1, watches: 1, events: 2, readBack: 1 },
  }));
  const told = String(checksList({ ...drill, checks })).match(/Examined: [^<]*\./)?.[0];
  assert.equal(told, 'Examined: 1 epoch, 1 watch, 2 events, 1 read back.');
});
