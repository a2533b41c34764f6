import assert from 'node:assert/strict';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { createRunFolder, writeWhole } from '../../../src/drill/run-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const plan = { feature: 'isolated-leader', seed: '0x5eed' };

test('a run folder is named by time, feature and seed; latest points to the newest', async () => {
  await using reports = await tempFolder();
  const dir = join(reports.path, 'made', 'as needed');
  const first = await createRunFolder(dir, plan);
  assert.match(first.run, /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-isolated-leader-5eed$/);
  assert.equal(await readlink(join(dir, 'latest')), first.run);
  const { path } = first;
  assert.deepEqual(
    [first.history, first.logs(3), first.snapshots(12), first.drillResult(1)],
    ['history.ndjson', 'logs/03', 'snapshots/12', 'drills/01.json'].map((name) => join(path, name)),
  );
  const many = await Promise.all(Array.from({ length: 5 }, () => createRunFolder(dir, plan)));
  const names = [first, ...many].map((folder) => basename(folder.path));
  assert.equal(new Set(names).size, 6);
  assert.deepEqual((await readdir(dir)).sort(), [...names, 'latest'].sort());
  assert.ok(names.includes(await readlink(join(dir, 'latest'))));
});

test('a place that cannot be written is told by its name', async () => {
  await using reports = await tempFolder();
  const file = join(reports.path, 'a file');
  await writeFile(file, '');
  await assert.rejects(createRunFolder(join(file, 'reports'), plan), (error) => {
    assert.ok(error instanceof DoomsdayError);
    const { code, exit, message } = error;
    const told = `the run folder cannot be written: ${join(file, 'reports')}`;
    assert.deepEqual({ code, exit, message }, { code: 'RUN_FOLDER', exit: 4, message: told });
    return true;
  });
});

test('a file is written whole or stays as it was', async () => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'run.json');
  await writeWhole(file, 'one');
  await writeWhole(file, 'two');
  assert.deepEqual(
    [await readFile(file, 'utf8'), await readdir(folder.path)],
    ['two', ['run.json']],
  );
  await assert.rejects(writeWhole(join(file, 'below a file'), 'three'), { code: 'RUN_FOLDER' });
  assert.equal(await readFile(file, 'utf8'), 'two');
});
