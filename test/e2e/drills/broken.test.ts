import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { formatDuration, nanos, seconds } from '../../../src/core/duration.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { finishedRun } from '../../support/finished-run.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { startLongDrill } from './short-drill.ts';

const fixture = 'test/e2e/drills/fixture';
/** The scenes' own deadlines are two minutes: only an end that is noticed is faster. */
const AT_ONCE = seconds(30);

test('an etcd that does not start: its last lines, at once, nothing left', { skip }, async () => {
  await using reports = await tempFolder();
  const scene = ['--scene', `./${fixture}/no-such-flag.yaml`, '--name', 'two of three'];
  const clock = startClock();
  const cli = runCli(['run', '--runtime', 'process', ...scene, '--reports', reports.path]);
  const { code, out } = await cli.ended;
  assertQuick(clock.now());
  assert.equal(code, EXIT.broken);
  assert.match(out, /flag provided but not defined: -no-such-flag/);
  const error = assertBroken(reports.path);
  assert.match(error, /^(ETCD_ENDED|ETCD_DID_NOT_START) {2}.*m[1-3].* \(?exit code 2\)/);
  assert.match(error, /\n {2}observed +(.*\n)*.*flag provided but not defined: -no-such-flag/);
});

const killed = [
  ['Toxiproxy', /^\d+ \S*toxiproxy-server /, /^TOXIPROXY_ENDED {2}Toxiproxy ended/],
  ['a gate', /^\d+ \S*gate .*\betcd\b.*m[1-3]/, /^ETCD_ENDED {2}the process of m[1-3] ended/],
  ['an etcd', /^\d+ \S*\/etcd --/, /^ETCD_ENDED {2}the process of m[1-3] ended/],
] as const;

for (const [what, command, told] of killed) {
  test(`${what} that is killed from outside breaks the drill at once`, { skip }, async () => {
    await using reports = await tempFolder();
    await using cli = startLongDrill(reports.path);
    await cli.said('note disk-latency on');
    const victim = processesOf(reports.path).find((line) => command.test(line));
    const pid = Number.parseInt(victim ?? '', 10);
    assert.ok(pid > 0, processesOf(reports.path).join('\n'));
    const clock = startClock();
    process.kill(pid, 'SIGKILL');
    const { code, err } = await cli.ended;
    assertQuick(clock.now());
    assert.equal(code, EXIT.broken, err);
    assert.match(assertBroken(reports.path), told);
  });
}

function assertQuick(tookNs: number): void {
  assert.ok(tookNs < AT_ONCE, formatDuration(nanos(tookNs)));
}

/** A readable run folder that says why, and nothing else is left. @returns the drill's error. */
function assertBroken(reports: string): string {
  const { folder, result } = finishedRun(reports);
  const { verdict, exitCode, drills } = result;
  const error = drills[0]?.error ?? '';
  assert.deepEqual(
    [verdict, exitCode, drills.map((drill) => drill.verdict)],
    ['broken', EXIT.broken, ['broken']],
  );
  const [code = 'no error'] = error.split(' ');
  assert.ok(readFileSync(join(folder, 'report.html'), 'utf8').includes(code));
  assert.deepEqual([processesOf(reports), workFoldersOf(reports)], [[], []]);
  return error;
}
