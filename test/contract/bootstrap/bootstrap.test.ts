import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, type Checkout } from './checkout.ts';

const INSTALLED =
  /^set-up: installing packages \(npm ci\) \.\.\.\nset-up: .*: done in \d+\.\d s\n$/;

test('the first start installs, the next does not; arguments, folder and code pass', async () => {
  await using at = await checkout();
  const cwd = await realpath(tmpdir());
  const first = at.bootstrap(['5', '--flag', 'two words'], { cwd });
  const { code, signal, stderr } = await first.ended;
  assert.deepEqual([code, signal], [5, null]);
  assert.match(stderr, INSTALLED);
  const said = { args: ['5', '--flag', 'two words'], file: join(at.path, 'program.ts'), cwd };
  assert.deepEqual(
    first.lines.map((line) => JSON.parse(line) as unknown),
    [said],
  );
  const second = at.bootstrap(['0'], { cwd });
  assert.deepEqual(await second.ended, { code: 0, signal: null, stderr: '' });
});

test('a changed lock file, a lost stamp after half an installation: installed again', async () => {
  await using at = await checkout();
  await at.bootstrap([]).ended;
  const lockFile = join(at.path, 'package-lock.json');
  await writeFile(lockFile, `${await readFile(lockFile, 'utf8')}\n`);
  // npm's own note says that all is there, so that nothing is downloaded.
  assert.deepEqual(await at.bootstrap([]).ended, { code: 0, signal: null, stderr: '' });
  await rm(join(at.path, 'node_modules/.doomsday-stamp'));
  await rm(join(at.path, 'node_modules/.package-lock.json')); // npm writes it at the very end
  assert.match((await at.bootstrap([]).ended).stderr, INSTALLED);
});

test('of several at once one installs, the others wait for it', async () => {
  await using at = await checkout();
  const all = [at.bootstrap([]), at.bootstrap([]), at.bootstrap([])];
  const ends = await Promise.all(all.map(({ ended }) => ended));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0],
  );
  const installs = ends.filter(({ stderr }) => stderr.includes('done in'));
  assert.equal(installs.length, 1);
  assert.deepEqual(await lockFiles(at), []);
});

test('the lock of a process that is gone is taken over', async () => {
  await using at = await checkout();
  const gone = at.bootstrap(['0']);
  await gone.ended;
  await rm(join(at.path, 'node_modules'), { recursive: true });
  const { hostname } = await import('node:os');
  const holder = JSON.stringify({ pid: gone.child.pid, host: hostname() });
  await writeFile(join(at.path, '.bootstrap.lock'), holder);
  assert.match((await at.bootstrap([]).ended).stderr, INSTALLED);
  assert.deepEqual(await lockFiles(at), []);
});

test('what npm refuses is told, and nothing counts as installed', async () => {
  await using at = await checkout();
  await writeFile(join(at.path, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
  const { code, stderr } = await at.bootstrap([]).ended;
  assert.equal(code, 4);
  assert.match(stderr, /^SET_UP_FAILED {2}npm ci failed \(1\)$/m);
  assert.match(stderr, /^ {2}observed {3}npm error code EUSAGE$/m);
  assert.equal(existsSync(join(at.path, 'node_modules/.doomsday-stamp')), false);
});

test('a machine without npm is told so', async () => {
  await using at = await checkout();
  const env = { ...process.env, PATH: at.path, npm_execpath: '' };
  const { code, stderr } = await at.bootstrap([], { env }).ended;
  assert.equal(code, 4);
  assert.match(
    stderr,
    /^SET_UP_FAILED {2}npm cannot be started\n\n {2}observed {3}spawn npm ENOENT$/m,
  );
});

const lockFiles = async ({ path }: Checkout): Promise<string[]> =>
  (await readdir(path)).filter((name) => name.startsWith('.bootstrap.lock'));
