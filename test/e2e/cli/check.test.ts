import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPO } from '../../support/cli-context.ts';
import { runCli } from '../../support/run-cli.ts';

test('check judges histories of every format in one go, as users start it', async () => {
  const files = ['stale-read.ndjson', 'register-holds.txt', 'kv-lost-append.txt', 'register.edn'];
  const { code, out, err } = await runCli(
    ['check', '--json', ...files],
    join(REPO, 'test/golden/check'),
  ).ended;
  const entries = JSON.parse(out) as { file: string; verdict: string }[];
  assert.deepEqual(
    [code, err, entries.map(({ file, verdict }) => [file, verdict])],
    [
      3,
      '',
      [
        ['stale-read.ndjson', 'violated'],
        ['register-holds.txt', 'holds'],
        ['kv-lost-append.txt', 'violated'],
        ['register.edn', 'holds'],
      ],
    ],
  );
});
