import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { playFixture } from '../drills/play-fixture.ts';

const TRIED = 'failed (thaw it: stuck); it is tried once more';
const CUT = 'restore peer:mN->mN: stuck, and 3 more';

/** Whom the seed drew does not matter. */
const anyone = (text: string): string => text.replaceAll(/\bm\d\b/g, 'mN');

test('a heal that fails is told, helped, or ends the drill broken', { skip }, async () => {
  await using reports = await tempFolder();
  const { result, written } = await playFixture('failing-heals.feature', reports.path);
  assert.deepEqual(
    result.drills.map(({ scenario, verdict, faults, notes, steps }) => ({
      scenario,
      verdict,
      gone: faults.map(({ gone }) => gone),
      healing: notes.flatMap((text) => (text.startsWith('healing') ? [anyone(text)] : [])),
      steps: steps.map(({ status }) => status).join(),
    })),
    [
      {
        ...{ scenario: 'once', verdict: 'passed', gone: [true] },
        healing: [`healing stubborn-pause ${TRIED}`],
        steps: 'passed,passed,passed,passed',
      },
      {
        ...{ scenario: 'always, and a new start helps', verdict: 'passed', gone: [true] },
        healing: [
          `healing stubborn-pause ${TRIED}`,
          'healing stubborn-pause failed again (thaw it: stuck); replaced from their own data: mN',
        ],
        steps: 'passed,passed,passed,passed',
      },
      {
        ...{ scenario: 'always, and nothing helps', verdict: 'broken', gone: [false] },
        healing: [
          `healing cut-for-good failed (${CUT}); it is tried once more`,
          `healing cut-for-good failed again (${CUT}); replaced from their own data: mN`,
        ],
        steps: 'passed,passed,passed,failed',
      },
      {
        ...{ scenario: 'always, in a drill that failed before', verdict: 'broken', gone: [false] },
        healing: [
          `healing cut-for-good failed (${CUT}); it is tried once more`,
          `healing cut-for-good failed again (${CUT}); replaced from their own data: mN`,
        ],
        steps: 'passed,passed,passed,failed',
      },
    ],
    written.err,
  );
  assert.deepEqual([result.verdict, result.exitCode], ['broken', 4]);
  assert.match(result.reason, /^"cut-for-good" could not be healed/);
  assert.deepEqual([processesOf(reports.path), workFoldersOf(reports.path)], [[], []]);
});
