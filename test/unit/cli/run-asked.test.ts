import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readAsked } from '../../../src/cli/read-run-asked.ts';
import { replayLine, type RunAsked } from '../../../src/cli/run-asked.ts';
import { soakLine, type SoakAsked } from '../../../src/cli/soak/soak-asked.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { seconds } from '../../../src/core/duration.ts';
import { REPO } from '../../support/cli-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'asked-'));
after(() => rmSync(folder, { recursive: true }));

const PLAIN = {
  features: [],
  scene: 'three-members',
  seed: '0x5eed',
  repeat: 1,
  timeout: '5m',
  reports: '',
};

const place = { root: REPO, cwd: REPO };

const lines: readonly [name: string, asked: RunAsked & { seed: string }, line: string][] = [
  ['the main drill', PLAIN, 'npm start -- --seed 0x5eed'],
  [
    'everything at once',
    {
      ...PLAIN,
      features: ['features/storms', 'features/network/isolated-leader.feature:9'],
      scene: 'five-members',
      runtime: 'process',
      etcd: '3.5.33',
      set: ['etcd.election=2s', 'workload.rate=10'],
      tags: '@safety and not @long',
      name: "the survivor's snapshot",
      repeat: 20,
    },
    'npm start -- features/storms features/network/isolated-leader.feature:9 ' +
      '--scene five-members --set etcd.election=2s --set workload.rate=10 --seed 0x5eed --runtime process --etcd 3.5.33 ' +
      String.raw`--tags '@safety and not @long' --name 'the survivor'\''s snapshot' --repeat 20`,
  ],
];

for (const [name, asked, line] of lines) {
  test(`a run can be asked for again: ${name}`, () => {
    assert.equal(replayLine(asked, place), line);
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ replay: line }));
    assert.deepEqual(readAsked(folder), { command: 'run', asked });
  });
}

const soak = {
  ...{ scene: 'three-members', seed: '0x5eed', timeout: '5m', reports: '' },
  ...{ for: seconds(600), minimiseFor: seconds(300) },
};

const soaks: readonly [asked: SoakAsked & { seed: string }, line: string][] = [
  [{ ...soak, for: seconds(25) }, 'npm start -- soak --seed 0x5eed --for 25s'],
  [
    {
      ...{ ...soak, scene: 'five-members', runtime: 'process', etcd: '3.5.33' },
      ...{ set: ['etcd.election=2s', 'members=3'], window: 7, only: [2, 5] },
    },
    'npm start -- soak --scene five-members --set etcd.election=2s --set members=3 --seed 0x5eed ' +
      '--runtime process --etcd 3.5.33 --window 7 --only 2,5',
  ],
];

for (const [asked, line] of soaks) {
  test(`a soak can be asked for again: ${line}`, () => {
    assert.equal(soakLine(asked, place), line);
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ replay: line }));
    assert.deepEqual(readAsked(folder), { command: 'soak', asked });
  });
}

test('paths are written as the package sees them, wherever they were typed', () => {
  const typed = { ...PLAIN, features: ['storms'], scene: '../scenarios/five-members.yaml' };
  assert.equal(
    replayLine(typed, { root: REPO, cwd: join(REPO, 'features') }),
    // A bare word is a name and stays one.
    'npm start -- storms --scene scenarios/five-members.yaml --seed 0x5eed',
  );
});

test('a folder without a request is refused, exit 64', () => {
  writeFileSync(join(folder, 'run.json'), '{');
  assert.throws(
    () => readAsked(folder),
    (error) =>
      error instanceof DoomsdayError && error.code === 'RUN_UNREADABLE' && error.exit === 64,
  );
});
