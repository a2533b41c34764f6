import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { playFixture } from './play-fixture.ts';

test('a fault that finds nobody to hit is waited for, then inconclusive', { skip }, async () => {
  await using reports = await tempFolder();
  const asked = { scene: './no-leader.yaml' };
  const { result, written } = await playFixture('no-target.feature', reports.path, asked);
  assert.deepEqual(
    result.drills.map(({ scene, verdict, reason, steps }) => ({
      ...{ scene, verdict, reason },
      steps: steps.map(({ status }) => status).join(),
    })),
    [
      {
        ...{ scene: 'no-leader', verdict: 'inconclusive', reason: 'a fault has nobody to hit' },
        steps: 'passed,passed,failed,skipped',
      },
      {
        ...{ scene: 'single', verdict: 'inconclusive', reason: 'a fault has nobody to hit' },
        steps: 'passed,failed,skipped',
      },
    ],
    written.err,
  );
  const [first, second] = result.drills;
  assert.match(first?.error ?? '', /expected +a leader within 2 s\n +observed +no member leads/);
  assert.ok((first?.steps[2]?.seconds ?? 0) >= 2, 'the leader was waited for');
  assert.match(second?.error ?? '', /expected +a follower\n +observed +nobody of 1/);
  assert.equal(result.exitCode, 2);
});
