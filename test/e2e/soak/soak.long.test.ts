import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RunResult } from '../../../src/core/run-result.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { REPO } from '../../support/cli-context.ts';
import { cleanNow } from '../../support/clean-now.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const schema = readFileSync(join(REPO, 'scenarios/schema/verdict.schema.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(schema) as object,
);

const soak = (reports: string, ...more: string[]) => {
  const scene = ['--scene', './test/e2e/soak/fixture/short-windows.yaml'];
  const fixed = ['--runtime', 'process', '--seed', '0x5eed', '--reports', reports];
  return runCli(['soak', ...scene, ...fixed, ...more]);
};

/** What a stranger finds in the run folder; every soak leaves all of it. */
function leftBy(reports: string): { result: RunResult; files: string[] } {
  const folder = join(reports, 'latest');
  const result = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as RunResult;
  assert.deepEqual([validate(result), validate.errors], [true, null]);
  const files = readdirSync(folder).toSorted();
  const owed = ['harness.ndjson', 'junit.xml', 'report.html', 'run.json', 'scene.yaml'];
  owed.push('summary.md', 'verdict.json');
  assert.deepEqual(
    owed.filter((name) => !files.includes(name)),
    [],
  );
  assert.deepEqual([processesOf(reports), workFoldersOf(reports)], [[], []]);
  return { result, files };
}

test(
  'a soak judges window after window, goes on where it was, and can be read',
  { skip },
  async () => {
    await using reports = await tempFolder();
    const { code, out, err } = await soak(reports.path, '--for', '25s', '--keep-records').ended;
    const { result } = leftBy(reports.path);
    const said = `${out}\n${err}`;
    const windows = result.soak?.windows ?? [];
    assert.deepEqual([code, result.verdict], [EXIT.passed, 'passed'], said);
    assert.ok(windows.length >= 2, said);
    assert.deepEqual(
      windows.map(({ window, verdict }) => ({ window, verdict })),
      windows.map((_, i) => ({ window: i + 1, verdict: 'passed' })),
    );
    assert.ok(
      windows.every(({ faults, operations }) => faults > 0 && operations > 0),
      said,
    );
    for (const word of ['an hour', 'operations', 'MiB', 'judged'])
      assert.ok(out.includes(word), out);
    const junit = readFileSync(join(reports.path, 'latest', 'junit.xml'), 'utf8');
    assert.deepEqual(
      junit.match(/<(testcase|failure|error|skipped) [^>]*>/g),
      windows.map(({ window, seconds }) => {
        const time = Number(seconds.toFixed(3));
        return `<testcase classname="soak" name="window ${window}" time="${time}">`;
      }),
    );
    const records = join(reports.path, 'latest', 'windows');
    const kept = readdirSync(records).toSorted();
    assert.equal(kept.length, windows.length - 1);
    // The second window begins with the very state that the first one ended with.
    const first = linesOf(join(records, '0001.ndjson'));
    const end = first.find(({ t, read }) => t === 'state' && read === 'linearizable');
    const next =
      kept.length > 1 ? join(records, '0002.ndjson') : join(records, '../history.ndjson');
    const [header] = linesOf(next);
    assert.deepEqual(header?.initial, {
      revision: end?.revision,
      compactRevision: end?.revision,
      kvs: end?.kvs,
    });
  },
);

interface SomeLine {
  readonly t: string;
  readonly read?: string;
  readonly revision?: string;
  readonly kvs?: unknown;
  readonly initial?: unknown;
}

const linesOf = (file: string): SomeLine[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SomeLine);

test('one window, and one fault of it, can be played again', { skip }, async () => {
  await using reports = await tempFolder();
  const cli = soak(reports.path, '--window', '2', '--only', '1', '--json');
  const { code, out, err } = await cli.ended;
  const { result, files } = leftBy(reports.path);
  const [window, ...others] = result.soak?.windows ?? [];
  assert.deepEqual([code, others], [EXIT.passed, []], `${out}\n${err}`);
  assert.deepEqual([window?.window, window?.faults], [2, 1]);
  assert.deepEqual(JSON.parse(out), result);
  assert.ok(files.includes('history.ndjson'));
});

test('a soak that failed is played again where it failed, as it was then', { skip }, async () => {
  await using reports = await tempFolder();
  const scene = join(reports.path, 'my-scene.yaml');
  copyFileSync(join(REPO, 'test/e2e/soak/fixture/short-windows.yaml'), scene);
  const fixed = ['--scene', scene, '--runtime', 'process', '--seed', '0x5eed'];
  const only = ['--window', '2', '--only', '1', '--reports', join(reports.path, 'first')];
  const first = await runCli(['soak', ...fixed, ...only]).ended;
  assert.equal(first.code, EXIT.passed, first.err);
  // The scene has changed since: other storms would be drawn.
  writeFileSync(scene, 'name: my-scene\nmembers: 5\n');
  const before = leftBy(join(reports.path, 'first')).result;
  const folder = join(reports.path, 'first', before.run);
  const { code, out, err } = await runCli(['replay', folder, '--reports', reports.path]).ended;
  const { result } = leftBy(reports.path);
  assert.equal(code, EXIT.passed, `${out}\n${err}`);
  assert.match(out, /\nreplay: the same storms as before\n$/);
  const played = ({ soak }: RunResult) =>
    soak?.windows.map(({ window, schedule }) => [window, schedule]);
  assert.deepEqual(played(result), played(before));
  assert.ok(result.replay.includes(`--scene ${join(folder, 'scene.yaml')}`), result.replay);
});

test('Ctrl-C in a window: healed, removed, readable, 130', { skip }, async () => {
  await using reports = await tempFolder();
  const cli = soak(reports.path, '--for', '10m');
  await cli.said('note window 1 ');
  cli.kill('SIGINT');
  const { code, out, err } = await cli.ended;
  assert.equal(code, EXIT.interrupted, `${out}\n${err}`);
  const { result } = leftBy(reports.path);
  assert.deepEqual([result.interrupted, result.exitCode], [true, EXIT.interrupted]);
  assert.equal(result.soak?.windows[0]?.verdict, 'passed', err);
  assert.equal(existsSync(join(reports.path, 'latest', 'minimise')), false);
});

test('a soak that is killed has told the windows that were judged', { skip }, async () => {
  await using reports = await tempFolder();
  const cli = soak(reports.path, '--for', '10m');
  await cli.said('note window 1 ');
  cli.kill('SIGKILL');
  assert.equal((await cli.ended).code, null);
  const drawn = await runCli(['report', 'latest', '--reports', reports.path]).ended;
  assert.equal(drawn.code, EXIT.passed, drawn.err);
  await cleanNow();
  const { result } = leftBy(reports.path);
  const [first] = result.soak?.windows ?? [];
  assert.deepEqual(
    [result.verdict, result.exitCode, result.soak?.windows.length, first?.verdict],
    ['broken', EXIT.broken, 1, 'passed'],
  );
  const junit = readFileSync(join(reports.path, 'latest', 'junit.xml'), 'utf8');
  assert.match(junit, / tests="2" skipped="0" failures="0" errors="1" /);
});
