import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishedRun } from '../../support/finished-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('features/machines/matrix.feature: each row on its scene and its etcd', { skip }, async () => {
  await using reports = await tempFolder();
  const feature = ['features/machines/matrix.feature', '--runtime', 'process'];
  const cli = runCli(['run', ...feature, '--seed', '0x5eed', '--reports', reports.path]);
  const { code, out, err } = await cli.ended;
  const { result, history } = finishedRun(reports.path);
  const records = history.flatMap((line) =>
    line.t === 'header' ? [[line.scene, [...new Set(Object.values(line.etcd))].join()]] : [],
  );
  assert.deepEqual(
    result.drills.map(({ scene, etcd, verdict }) => [scene, etcd, verdict]),
    [
      ['single-member', '3.5.33', 'passed'],
      ['three-members', '3.6.14', 'passed'],
      ['five-members', '3.7.1', 'passed'],
      ['five-members', '3.7.1', 'passed'],
      ['three-members', '3.5.33', 'passed'],
      ['three-members', '3.6.14', 'passed'],
    ],
    `${out}\n${err}`,
  );
  assert.deepEqual(
    records,
    result.drills.map(({ scene, etcd }) => [scene, etcd]),
  );
  assert.equal(code, 0);
});
