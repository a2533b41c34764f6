import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunResult } from '../../../src/core/run-result.ts';
import type { FaultLine, Line } from '../../../src/history/types.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const name = 'two of three members are lost under load';
const scene = ['--scene', './test/e2e/drills/fixture/short.yaml', '--runtime', 'process'];

test(
  'a replay draws the same faults, targets and plans; so does its command',
  { skip },
  async () => {
    await using folder = await tempFolder();
    const reports = ['--reports', folder.path];
    const first = await runCli(['run', ...scene, '--name', name, '--seed', '0xcafe', ...reports])
      .ended;
    const [original] = newest(folder.path, []);
    assert.ok(original !== undefined, first.err);
    const before = drawn(folder.path, original);
    assert.deepEqual(
      before.map((fault) => fault.name),
      ['lose'],
    );

    const again = await runCli(['replay', original, ...reports]).ended;
    assert.match(again.out, /\nreplay: the same faults, targets and plans as before\n$/, again.err);
    const [replayed = ''] = newest(folder.path, [original]);
    assert.deepEqual(drawn(folder.path, replayed), before);

    const file = join(folder.path, original, 'verdict.json');
    const { replay } = JSON.parse(readFileSync(file, 'utf8')) as RunResult;
    const printed = replay
      .replace('npm start -- ', '')
      .replaceAll(`'${name}'`, 'two#of')
      .split(' ');
    const args = printed.map((word) => (word === 'two#of' ? name : word));
    await runCli([...args, ...reports]).ended;
    const [byCommand = ''] = newest(folder.path, [original, replayed]);
    assert.deepEqual(drawn(folder.path, byCommand), before);
  },
);

const newest = (reports: string, known: readonly string[]): string[] =>
  readdirSync(reports).filter((entry) => entry !== 'latest' && !known.includes(entry));

/** What the seed decided: no times, because they are measured. */
function drawn(reports: string, run: string): Pick<FaultLine, 'name' | 'targets' | 'plan'>[] {
  const text = readFileSync(join(reports, run, 'history.ndjson'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return lines.flatMap((line) =>
    line.t === 'fault' && line.phase === 'inject'
      ? [{ name: line.name, targets: line.targets, plan: line.plan ?? {} }]
      : [],
  );
}
