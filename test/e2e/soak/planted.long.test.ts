import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { FAULTS_BY_NAME } from '../../../src/drill/faults-by-name/faults-by-name.ts';
import { named, none, type NamedFault } from '../../../src/drill/faults-by-name/named.ts';
import { playSoak } from '../../../src/drill/soak/play-soak.ts';
import { numbered, scheduleOfWindow } from '../../../src/drill/soak/schedule-of-window.ts';
import type { SoakOptions } from '../../../src/drill/soak/soak-options.ts';
import { parseScene } from '../../../src/scene/parse-scene.ts';
import { blunt } from '../../support/blunt.ts';
import { everybodyPaused } from '../../support/everybody-paused.ts';
import { forgetful } from '../../support/forgetful.ts';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { silentUi } from '../../support/silent-ui.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SCENE = `
name: forgetful
members: 1
faults:
  storm:
    tolerance: any
    rounds: 4
    atOnce: 1
    holdFrom: 500ms
    holdTo: 700ms
    weights: { forgetful: 2, disk-latency: 2, kill: 2, pause: 1 }
`;

const only = (...names: readonly string[]): NamedFault[] =>
  FAULTS_BY_NAME.filter(({ facts }) => names.includes(facts.name));

function options(reportsDir: string, said: string[], yaml = SCENE): SoakOptions {
  const parsed = parseScene('planted.yaml', yaml);
  assert.ok('scene' in parsed);
  return {
    scene: parsed.scene,
    sceneText: yaml,
    seed: '0x5eed',
    runtime: { kind: 'process', why: 'a test' },
    timeout: seconds(300),
    length: seconds(300),
    ui: { ...silentUi, note: (text) => said.push(text) },
    signal: new AbortController().signal,
    reportsDir,
    replay: 'the soak',
    replayOf: ({ window, only }) =>
      `window ${window}${only === undefined ? '' : ` only ${only.join(',')}`}`,
    keepRecords: false,
    minimiseFor: seconds(240),
    faults: [...only('disk-latency', 'kill', 'pause'), named(forgetful, 0, none)],
  };
}

test('a member that forgets is found, and nothing but its fault is left', { skip }, async () => {
  await using reports = await tempFolder();
  const said: string[] = [];
  const { result, folder } = await playSoak(options(reports.path, said));
  const { verdict, exitCode, soak, drills, error } = result;
  const text = said.join('\n');
  assert.deepEqual([verdict, exitCode, error], ['unsafe', EXIT.unsafe, undefined], text);
  const last = soak?.windows.at(-1);
  const before = soak?.windows.slice(0, -1).map((window) => window.verdict) ?? [];
  assert.deepEqual([...new Set(before)], before.length === 0 ? [] : ['passed'], text);
  const violated = drills.at(-1)?.checks.filter(({ status }) => status === 'violated');
  assert.ok(
    violated?.some(({ name }) => name === 'acknowledged-writes-survive'),
    text,
  );
  const { minimised } = soak ?? {};
  const number = minimised?.only[0];
  assert.deepEqual(
    { ...minimised, tries: 0 },
    {
      window: last?.window,
      again: true,
      of: 4,
      only: [number],
      schedule: minimised?.schedule,
      tries: 0,
      complete: true,
      replay: `window ${last?.window} only ${number}`,
    },
    text,
  );
  assert.match(minimised?.schedule[0] ?? '', /^forgetful m1( \(m1 leads\))?$/);
  assert.equal(result.replay, minimised?.replay);
  // The failing window's record is there for doomsday check; those that passed are deleted.
  assert.ok(existsSync(join(folder, 'history.ndjson')));
  assert.equal(existsSync(join(folder, 'windows')), false);
  assert.ok(readdirSync(join(folder, 'minimise')).length > 0);
  assert.deepEqual([processesOf(reports.path), workFoldersOf(reports.path)], [[], []]);
});

test('faults keep their numbers when only some of them are looked through', { skip }, async () => {
  await using reports = await tempFolder();
  const said: string[] = [];
  const own = options(reports.path, said);
  const { scene } = own;
  const around = { runtime: 'process', etcd: scene.etcd.version, members: 1 } as const;
  const site = { scene, around, known: own.faults ?? [] };
  // A fault that is not the first of its window, beside the one before it.
  const [window, number] = [1, 2, 3, 4, 5, 6, 7, 8]
    .flatMap((n) => numbered(scheduleOfWindow(own.seed, n, site)).map((one) => ({ n, ...one })))
    .filter(({ number, harm }) => number > 2 && harm.fault === 'forgetful')
    .map(({ n, number }) => [n, number] as const)[0] as readonly [number, number];
  const { result } = await playSoak({ ...own, window, only: [number - 1, number] });
  const text = said.join('\n');
  const { minimised } = result.soak ?? {};
  assert.equal(result.verdict, 'unsafe', text);
  assert.deepEqual(
    [minimised?.of, minimised?.only, minimised?.replay],
    [2, [number], `window ${window} only ${number}`],
    text,
  );
});

const THREE = `
name: harms-more-than-it-says
members: 3
faults:
  storm:
    rounds: 3
    atOnce: 1
    holdFrom: 200ms
    holdTo: 300ms
    answerWithin: 4s
    weights: { everybody-paused: 2, disk-latency: 2 }
`;

test('a cluster that owes an answer and gives none is missed', { skip }, async () => {
  await using reports = await tempFolder();
  const said: string[] = [];
  const planted = [...only('disk-latency'), named(everybodyPaused, 0, none)];
  const own = options(reports.path, said, THREE);
  const { result } = await playSoak({ ...own, faults: planted });
  const text = said.join('\n');
  assert.deepEqual([result.verdict, result.exitCode], ['missed', EXIT.missed], text);
  assert.match(result.reason, /the cluster did not answer although etcd tolerates so many faults$/);
  assert.deepEqual(
    result.soak?.minimised?.schedule.map((round) => round.replace(/ m\d.*$/, '')),
    ['everybody-paused'],
    text,
  );
});

const BLUNT = `
name: blunt
members: 3
faults:
  storm:
    rounds: 4
    atOnce: 1
    holdFrom: 200ms
    holdTo: 300ms
    weights: { blunt: 2, disk-latency: 2 }
`;

test('a fault that was not proven is never hidden by the proof of the next', { skip }, async () => {
  await using reports = await tempFolder();
  const said: string[] = [];
  const own = { ...options(reports.path, said, BLUNT), length: seconds(1) };
  const planted = [...only('disk-latency'), named(blunt, 0, none)];
  const { result } = await playSoak({ ...own, faults: planted });
  const text = said.join('\n');
  const drawn = result.soak?.windows[0]?.schedule.map((round) => round.split(' ')[0]);
  const found = result.drills[0]?.faults.map(({ name, bit }) => `${name} ${bit}`);
  assert.ok(drawn?.slice(0, -1).includes('blunt'), text);
  assert.deepEqual(
    found,
    drawn?.map((name) => `${name} ${name !== 'blunt'}`),
    text,
  );
  assert.deepEqual([result.verdict, result.exitCode], ['inconclusive', EXIT.inconclusive], text);
});
