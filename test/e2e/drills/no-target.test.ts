import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { playFixture } from './play-fixture.ts';

const NOBODY = { verdict: 'inconclusive', reason: 'a fault has nobody to hit' };

/** The last scenario plays to its end: of two faults on a follower each finds one that is fit. */
const PLAYED = [
  { scene: 'no-leader', ...NOBODY, steps: 'passed,passed,failed,skipped' },
  { scene: 'single', ...NOBODY, steps: 'passed,failed,skipped' },
  { scene: 'no-leader', ...NOBODY, steps: 'passed,failed,skipped' },
  { scene: 'no-leader', ...NOBODY, steps: 'passed,failed,skipped' },
  { scene: 'no-leader', ...NOBODY, steps: 'passed,failed,skipped' },
];

/** What each of them lacked; the scene gives an election 2 s. */
const LACKS = [
  /expected +a leader within 2 s\n +observed +no member leads\n/,
  /expected +a follower that is running or paused within 2 s\n +observed +m1 leads, and it is alone\n/,
  /expected +m2 to be running within 2 s\n +observed +m2 is paused\n/,
  /expected +2 members that are running within 2 s\n +observed +m1 is \w+, m2 is \w+, m3 is \w+\n/,
  /expected +members on both sides\n +observed +m1 m2 m3 \| nobody\n/,
];

test('a fault that finds nobody to hit is waited for, then inconclusive', { skip }, async () => {
  await using reports = await tempFolder();
  const asked = { scene: './no-leader.yaml' };
  const { result, written } = await playFixture('no-target.feature', reports.path, asked);
  const played = result.drills.map(({ scene, verdict, reason, steps }) => ({
    ...{ scene, verdict, reason },
    steps: steps.map(({ status }) => status).join(),
  }));
  assert.deepEqual(played.slice(0, PLAYED.length), PLAYED, written.err);
  const last = result.drills[PLAYED.length];
  assert.deepEqual(
    [
      last?.steps.map(({ status }) => status).join(),
      last?.faults.map(({ name, bit }) => [name, bit]),
    ],
    [
      'passed,passed,passed',
      [
        ['pause', true],
        ['cpu-limit', true],
      ],
    ],
    written.err,
  );
  const hit = last?.faults.map(({ targets }) => targets.join()) ?? [];
  assert.equal(new Set(hit).size, 2, `one follower was hit twice: ${hit.join(', ')}`);
  for (const [i, lack] of LACKS.entries()) assert.match(result.drills[i]?.error ?? '', lack);
  assert.ok((result.drills[0]?.steps[2]?.seconds ?? 0) >= 2, 'the leader was waited for');
  assert.equal(result.exitCode, 2);
});
