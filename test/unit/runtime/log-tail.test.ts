import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { logTail } from '../../../src/runtime/log-tail.ts';

const folder = await mkdtemp(join(tmpdir(), 'doomsday-log-'));
after(() => rm(folder, { recursive: true }));

async function tailOf(text: string, lines: number): Promise<string> {
  const file = join(folder, 'log');
  await writeFile(file, text);
  return await logTail(file, lines);
}

test('the last lines, the line end left out', async () => {
  assert.equal(await tailOf('a\nb\nc\n', 2), 'b\nc');
  assert.equal(await tailOf('a', 5), 'a');
});

test('nothing of a file that is not there', async () => {
  assert.equal(await logTail(join(folder, 'none'), 3), '');
});

test('of a long file only the end is read', async () => {
  assert.equal(await tailOf(`${'x'.repeat(99)}\n`.repeat(5000) + 'end\n', 1), 'end');
});

test('the usage behind a wrong flag does not hide the flag', async () => {
  const usage = 'Usage:\n\n  etcd [OPTIONS]\n    Start an etcd server.\n\n  etcd --version\n';
  assert.equal(await tailOf(`flag -x is unknown\n${usage}`, 1), 'flag -x is unknown');
});
