import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRun } from '../../../src/cli/start-run.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { keptContext } from '../../support/cli-context.ts';
import { finishedRun } from '../../support/finished-run.ts';
import { processesOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const root = join(import.meta.dirname, 'fixture');

test('a misspelt toxic makes the drill inconclusive, and says why', { skip }, async () => {
  await using reports = await tempFolder();
  // The fixture's steps are the product's and one more.
  const context = keptContext({ root, cwd: root });
  const played = await startRun(
    {
      features: ['features/misspelt.feature'],
      ...{ scene: './short.yaml', runtime: 'process', seed: '0x5eed', repeat: 1, timeout: '2m' },
      reports: reports.path,
    },
    context,
  );
  const { folder, result } = finishedRun(reports.path);
  const [drill] = result.drills;
  assert.deepEqual(
    [played.result.exitCode, result.exitCode, result.verdict, drill?.verdict],
    [EXIT.inconclusive, EXIT.inconclusive, 'inconclusive', 'inconclusive'],
    context.written.err,
  );
  assert.match(
    drill?.reason ?? '',
    /^"misspelt-latency" was applied to m\d, yet its bite could not/,
  );
  assert.match(drill?.error ?? '', /^FAULT_DID_NOT_BITE {2}"misspelt-latency" was applied/);
  assert.deepEqual(
    drill?.faults.map(({ name, bit, gone }) => ({ name, bit, gone })),
    [{ name: 'misspelt-latency', bit: false, gone: true }],
  );
  assert.deepEqual(
    drill?.steps.map(({ status }) => status),
    ['passed', 'passed', 'failed', 'skipped'],
  );
  assert.match(readFileSync(join(folder, 'report.html'), 'utf8'), /FAULT_DID_NOT_BITE/);
  assert.match(context.written.out, /\nFAULT_DID_NOT_BITE {2}"misspelt-latency"/);
  assert.deepEqual(processesOf(reports.path), []);
});
