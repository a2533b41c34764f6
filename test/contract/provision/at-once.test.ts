import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';
import { runCommand } from '../../../src/provision/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const skip = (await runCommand('go', ['version'])).code === 0 ? false : 'Go is not installed';
const SCRIPT = join(import.meta.dirname, 'provision-process.ts');

/** Another process that obtains the gate, and what it said. */
function start(cache: string): { child: ChildProcess; lines: string[]; ended: Promise<unknown> } {
  const child = spawn(process.execPath, [SCRIPT, cache], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line !== ''));
  });
  return { child, lines, ended: once(child, 'close') };
}

const begins = (lines: readonly string[]): number =>
  lines.filter((line) => line.startsWith('begin the gate: building')).length;

test('of three processes at once one builds, and all get the same', { skip }, async () => {
  await using cache = await tempFolder();
  const all = [start(cache.path), start(cache.path), start(cache.path)];
  await Promise.all(all.map(({ ended }) => ended));
  const said = all.flatMap(({ lines }) => lines);
  const got = said.filter((line) => line.startsWith('got '));
  assert.deepEqual([begins(said), got.length, new Set(got).size], [1, 3, 1]);
  assert.deepEqual(await readdir(join(cache.path, 'tmp')), []);
});

test('a builder that was killed is recovered from', { skip }, async () => {
  await using cache = await tempFolder();
  const killed = start(cache.path);
  await once(killed.child.stdout as NodeJS.ReadableStream, 'data');
  killed.child.kill('SIGKILL');
  await killed.ended;
  const left = await readdir(join(cache.path, 'tmp'));
  const next = start(cache.path);
  await next.ended;
  assert.deepEqual(
    {
      killedSaid: begins(killed.lines),
      leftBehind: left.length,
      nextSaid: next.lines.map((line) => line.replace(/ (for )?(\/\S+|a\w+64)$/, '')),
      leftNow: await readdir(join(cache.path, 'tmp')),
    },
    {
      killedSaid: 1,
      leftBehind: 1,
      nextSaid: [
        'begin another doomsday is obtaining the gate; waiting',
        'begin the gate: building it',
        'done the gate: building it',
        'got',
      ],
      leftNow: [],
    },
  );
});

test('an entry that was damaged is obtained afresh', { skip }, async () => {
  await using cache = await tempFolder();
  const ctx = provisionContext({ cache: cache.path });
  const first = await provisionGate(ctx.arch, ctx);
  await truncate(first.path, 1000);
  assert.deepEqual(await provisionGate(ctx.arch, ctx), first);
  assert.equal((await runCommand(first.path, ['--version'])).code, 0);
});
