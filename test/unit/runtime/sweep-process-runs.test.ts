import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { thisOwner } from '../../../src/runtime/owner.ts';
import { RunFolder } from '../../../src/runtime/run-folder.ts';
import { sweepProcessRuns } from '../../../src/runtime/sweep-process-runs.ts';

const workDir = await mkdtemp(join(tmpdir(), 'doomsday-sweep-'));
after(() => rm(workDir, { recursive: true }));

const dead = { ...thisOwner(), startedAt: '1' };

async function leave(run: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(workDir, run));
  for (const [name, text] of Object.entries(files)) await writeFile(join(workDir, run, name), text);
}

test('folders of dead owners go; the living, the kept and the unknown stay', async () => {
  await using alive = await RunFolder.create({ workDir, run: 'alive', keep: false });
  await leave('dead', { 'owner.json': JSON.stringify(dead), heartbeat: '' });
  await leave('kept', { 'owner.json': JSON.stringify(dead), heartbeat: '', keep: '' });
  await leave('stranger', { 'notes.txt': 'not ours' });
  await leave('garbled', { 'owner.json': '{' });
  await leave('beginning.making', {});
  await leave('begun.making', {});
  await utimes(join(workDir, 'begun.making'), 1, 1);
  assert.deepEqual((await sweepProcessRuns({ workDir })).sort(), ['begun.making', 'dead']);
  await rm(join(workDir, 'beginning.making'), { recursive: true });
  assert.deepEqual((await readdir(workDir)).sort(), ['alive', 'garbled', 'kept', 'stranger']);
  assert.deepEqual(await sweepProcessRuns({ workDir, kept: true }), ['kept']);
  assert.ok((await readdir(alive.path)).includes('heartbeat'));
});

test('where no run was ever made there is nothing to sweep', async () => {
  assert.deepEqual(await sweepProcessRuns({ workDir: join(workDir, 'none') }), []);
});

test('a run folder is its own, and goes with its run unless it is kept', async () => {
  const plan = { workDir, run: 'r1', keep: false };
  {
    await using folder = await RunFolder.create(plan);
    assert.deepEqual((await readdir(folder.path)).sort(), ['heartbeat', 'owner.json']);
    await assert.rejects(RunFolder.create(plan), { code: 'RUN_EXISTS' });
  }
  assert.equal((await readdir(workDir)).includes('r1'), false);
  {
    await using _ = await RunFolder.create({ ...plan, run: 'r2', keep: true });
  }
  assert.equal((await readdir(workDir)).includes('r2'), true);
});
