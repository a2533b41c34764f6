import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { adviceOf } from '../../../src/objectives/envelope/advice.ts';
import { probesOf } from '../../../src/objectives/envelope/envelope-probe.ts';
import { frontiersOf, type Edge } from '../../../src/objectives/envelope/frontier.ts';
import { finishedRun } from '../../support/finished-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Plays a command that looks for timers, and returns its stays. */
async function stays(t: TestContext, ...args: readonly string[]) {
  await using reports = await tempFolder();
  const common = ['--runtime', 'process', '--seed', '0x5eed', '--reports', reports.path];
  const { code, out, err } = await runCli([...args, ...common]).ended;
  assert.equal(code, 0, `${out}\n${err}`);
  const { history, result } = finishedRun(reports.path);
  for (const drill of result.drills) drill.notes.slice(-3).forEach((line) => t.diagnostic(line));
  return probesOf(history.filter((line) => line.t === 'mark'));
}

/** Quick timers: the same search in a fifth of the time. */
const QUICK = ['--set', 'etcd.heartbeat=20ms', '--set', 'etcd.election=200ms'];

test('envelope: every ray has its edges, as close as the scene asks', { skip }, async (t) => {
  const probes = await stays(t, 'envelope', ...QUICK);
  for (const { ray, calm, down } of frontiersOf(probes)) {
    for (const [name, edge] of Object.entries({ calm, down })) {
      assert.ok(isKnown(edge), `${ray}, ${name}: ${JSON.stringify(edge)}`);
    }
  }
});

/** Both sides are known, as close as whole milliseconds allow; or stays contradict each other, and it is said. */
const isKnown = ({ upTo = 0, from = 0, wavering }: Edge): boolean =>
  wavering || (upTo > 0 && from > upTo && (from / upTo < 1.11 || from - upTo <= 2));

test('tune: what it recommends was tried and was calm', { skip }, async (t) => {
  const probes = await stays(t, 'tune', '--rtt', '10ms', '--fsync-p99', '10ms');
  const advice = adviceOf(probes);
  const tried = probes.filter((p) => p.electionMs === advice?.recommended?.electionMs);
  assert.ok(tried.length >= 2, `${tried.length} stays with ${advice?.recommended?.electionMs} ms`);
  assert.deepEqual(new Set(tried.map(({ mood }) => mood)), new Set(['calm']));
  assert.deepEqual(
    advice?.judged.map(({ name }) => name),
    ["the vendor's rule", "etcd's default"],
  );
});
