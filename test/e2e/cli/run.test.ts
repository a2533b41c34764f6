import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { RunResult } from '../../../src/core/run-result.ts';
import { runCli } from '../../support/run-cli.ts';

const reports = mkdtempSync(join(tmpdir(), 'reports-'));
after(() => rmSync(reports, { recursive: true }));
const here = ['--runtime', 'process', '--reports', reports];
const skip = process.platform === 'linux' ? false : 'the process runtime needs Linux';

test('a run as JSON: stdout is the result alone, the exit code is its own', { skip }, async () => {
  // Its targets are drawn from the seed; "the leader" is whoever leads.
  const args = ['--name', 'two of three', ...here, '--seed', '0x5eed', '--json'];
  const { code, out, err } = await runCli(args).ended;
  const result = JSON.parse(out) as RunResult;
  const [drill] = result.drills;
  assert.equal(code, result.exitCode, err);
  assert.ok(['passed', 'inconclusive', 'missed'].includes(result.verdict), result.reason);
  assert.deepEqual(
    [result.runtime, result.seed, result.replay],
    ['process', '0x5eed', "npm start -- --seed 0x5eed --runtime process --name 'two of three'"],
  );
  assert.deepEqual(
    drill?.checks.filter((check) => check.status === 'violated'),
    [],
  );
  assert.deepEqual(
    drill?.faults.map(({ name, bit, gone }) => ({ name, bit, gone })),
    [{ name: 'lose', bit: true, gone: true }],
  );
  for (const line of err.trim().split('\n')) assert.ok('event' in (JSON.parse(line) as object));
});

test('a replay draws the same faults on the same targets', { skip }, async () => {
  const { out, err } = await runCli(['replay', 'latest', '--reports', reports]).ended;
  assert.match(out, /\nreplay: the same faults, targets and plans as before\n$/, err);
});

test('a report is drawn again from its folder', { skip }, async () => {
  const name = readdirSync(reports).find((entry) => entry !== 'latest') ?? '';
  const file = join(reports, name, 'report.html');
  const before = readFileSync(file, 'utf8');
  rmSync(file);
  const { code, out } = await runCli(['report', name, '--reports', reports]).ended;
  assert.deepEqual({ code, out }, { code: 0, out: `${file}\n` });
  assert.equal(readFileSync(file, 'utf8').length, before.length);
});

test('Ctrl-C heals, removes, leaves a readable run folder, exit 130', { skip }, async () => {
  const mine = join(reports, 'interrupted');
  const cli = runCli(['--runtime', 'process', '--reports', mine, '--seed', '0xdead']);
  await cli.said('clients are reading and writing');
  cli.kill('SIGINT');
  const { code, err } = await cli.ended;
  assert.equal(code, 130, err);
  assert.match(err, /\nstopping: healing faults, removing the cluster, writing the run folder\n/);
  const verdict = readFileSync(join(mine, 'latest', 'verdict.json'), 'utf8');
  const { run, interrupted, exitCode } = JSON.parse(verdict) as RunResult;
  assert.deepEqual({ interrupted, exitCode }, { interrupted: true, exitCode: 130 });
  assert.ok(existsSync(join(mine, 'latest', 'report.html')));
  assert.deepEqual(processesOf(run), []);
});

/** Command lines of living processes that mention the run. */
function processesOf(run: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(pid))
    .filter((line) => line.includes(run));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended meanwhile
  }
}

const refused = [
  ['a scene with an unknown field', ['--scene', './bad.yaml'], 'bad.yaml:3:1', 'SCENE_INVALID'],
  ['an undefined step', ['undefined.feature'], 'undefined.feature:3:5', 'STEP_UNDEFINED'],
  ['a misspelt keyword', ['misspelt.feature'], 'misspelt.feature:3:5', 'SCENARIO_EMPTY'],
  ['a version that cannot be', ['--etcd', '1.2.3'], 'etcd 1.2.3 is older', 'ETCD_TOO_OLD'],
] as const;

for (const [name, args, where, code] of refused) {
  test(`refused before anything is made: ${name}`, async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'refused-'));
    after(() => rmSync(cwd, { recursive: true }));
    writeFileSync(join(cwd, 'bad.yaml'), 'name: bad\nmembers: 3\nmembres: 3\n');
    writeFileSync(join(cwd, 'undefined.feature'), 'Feature: f\n  Scenario: s\n    When pigs fly\n');
    writeFileSync(join(cwd, 'misspelt.feature'), 'Feature: f\n  Scenario: s\n    Wen pigs fly\n');
    const nowhere = join(cwd, 'reports');
    const ended = await runCli([...args, '--reports', nowhere], cwd).ended;
    assert.equal(ended.code, 64, ended.err);
    assert.equal(ended.out, '');
    assert.ok(ended.err.startsWith(`${code}  `), ended.err);
    assert.ok(ended.err.includes(where), ended.err);
    assert.equal(existsSync(nowhere), false);
  });
}
