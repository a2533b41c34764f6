import assert from 'node:assert/strict';
import { existsSync, watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { OWNER_FILE, removeRunFolder } from '../../../src/runtime/remove-run-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('whose a folder is goes last, so that a removal that is cut short can be gone on with', async () => {
  await using temp = await tempFolder();
  const folder = join(temp.path, 'r1');
  const names = ['heartbeat', OWNER_FILE, 'z.log', ...['m1/a', 'm1/b', 'm2/a']];
  await Promise.all(['m1', 'm2'].map((name) => mkdir(join(folder, name), { recursive: true })));
  await Promise.all(names.map((name) => writeFile(join(folder, name), name)));
  const gone: (string | null)[] = [];
  const watcher = watch(folder, (_, name) => gone.push(name));
  await removeRunFolder(folder);
  await eventually('the removal of the owner is told', () => gone.includes(OWNER_FILE), {
    within: seconds(5),
  });
  watcher.close();
  const before = gone
    .slice(0, gone.indexOf(OWNER_FILE))
    .sort((a, b) => String(a).localeCompare(String(b)));
  assert.deepEqual([before, existsSync(folder)], [['heartbeat', 'm1', 'm2', 'z.log'], false]);
});

test('a folder that is not there is removed already', async () => {
  await using temp = await tempFolder();
  assert.equal(await removeRunFolder(join(temp.path, 'none')), undefined);
});
