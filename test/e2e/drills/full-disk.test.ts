import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { EXIT } from '../../../src/core/verdict.ts';
import { processesOf, runsOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const skip =
  noProcessRuntime || (process.getuid?.() === 0 ? false : 'mounting a small disk needs root');

/** A disk of its own for a folder. Its size decides how far a run comes. */
function smallDisk(path: string, kilobytes: number): Disposable & { readonly path: string } {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'doomsday-test', path]);
  return { path, [Symbol.dispose]: () => execFileSync('umount', [path]) };
}

const sizes = [
  ['full when the run begins', 4],
  ['full soon after the load begins', 300],
] as const;

for (const [when, kilobytes] of sizes) {
  test(`a disk of the reports folder that is ${when}`, { skip, timeout: 120_000 }, async () => {
    await using folder = await tempFolder();
    using disk = smallDisk(folder.path, kilobytes);
    const reports = ['--reports', disk.path];
    const cli = runCli(['run', '--runtime', 'process', '--name', 'two of three', ...reports]);
    const { code, err } = await cli.ended;
    const [run = 'no run'] = runsOf(folder.path);
    assert.equal(code, EXIT.broken, err);
    const told = err.slice(err.indexOf('RUN_FOLDER'));
    assert.ok(told.startsWith(`RUN_FOLDER  the run folder cannot be written: ${folder.path}`), err);
    assert.ok(told.includes(run), err);
    assert.match(
      told,
      /\n {2}observed +ENOSPC.*\n {2}next +free some space or pass --reports DIR\n/,
    );
    assert.deepEqual([processesOf(folder.path), workFoldersOf(folder.path)], [[], []]);
  });
}
