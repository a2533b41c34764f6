import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { DEFAULT_ETCD_VERSION } from '../../../src/provision/defaults.ts';
import { knownScenes, loadScene } from '../../../src/scene/load-scene.ts';
import { memberNames } from '../../../src/scene/scene.ts';

const root = join(import.meta.dirname, '../../..');

function refusal(run: () => unknown): DoomsdayError {
  try {
    run();
  } catch (error) {
    if (error instanceof DoomsdayError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('every scene that comes with the product loads under its own name, without a warning', () => {
  const loaded = knownScenes(root).map((name) => {
    const { scene, file, warnings } = loadScene(name, { root });
    return [name, scene.name, file, warnings, memberNames(scene).join(' ')];
  });
  const file = (name: string): string => `scenarios/${name}.yaml`;
  assert.deepEqual(loaded, [
    ['corruption-checks', 'corruption-checks', file('corruption-checks'), [], 'm1 m2 m3'],
    ['five-members', 'five-members', file('five-members'), [], 'm1 m2 m3 m4 m5'],
    [
      ...['frequent-raft-snapshots', 'frequent-raft-snapshots'],
      ...[file('frequent-raft-snapshots'), [], 'm1 m2 m3'],
    ],
    ['locks', 'locks', file('locks'), [], 'm1 m2 m3'],
    ['short-raft-log', 'short-raft-log', file('short-raft-log'), [], 'm1 m2 m3'],
    ['single-member', 'single-member', file('single-member'), [], 'm1'],
    ['three-members', 'three-members', file('three-members'), [], 'm1 m2 m3'],
    ['three-regions', 'three-regions', file('three-regions'), [], 'm1 m2 m3'],
  ]);
});

test('the default scene asks for the etcd that is provisioned by default', () => {
  assert.equal(loadScene('three-members', { root }).scene.etcd.version, DEFAULT_ETCD_VERSION);
});

test('an unknown name lists the known ones and the nearest', () => {
  const error = refusal(() => loadScene('tree-members', { root }));
  assert.deepEqual(error.facts, {
    code: 'SCENE_UNKNOWN',
    message: 'there is no scene "tree-members"',
    where: '--scene',
    expected: `one of ${knownScenes(root).join(', ')}, or the path of a .yaml file`,
    observed: 'tree-members',
    likely: 'did you mean "three-members"?',
    next: 'doomsday run --scene three-members',
    exit: 64,
  });
});

test('a file is read relative to the working directory; its problems become one error', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'scene-'));
  try {
    writeFileSync(join(cwd, 'mine.yaml'), 'name: mine\nmembers: 0\nprobes: { every: 5 }\n');
    const error = refusal(() => loadScene('mine.yaml', { root, cwd }));
    assert.equal(
      error.render(),
      [
        'SCENE_INVALID  2 problems in mine.yaml',
        '',
        '  observed   mine.yaml:2:10  members: 0; expected 1 to 9',
        '             mine.yaml:3:18  probes.every: 5; did you mean "5ms" or "5s"?',
        '  next       fix the file; scenarios/schema/scene.schema.json explains every field',
      ].join('\n'),
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
