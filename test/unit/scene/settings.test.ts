import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';

const root = join(import.meta.dirname, '../../..');
const load = (...set: string[]) => loadScene('three-members', { root, set }).scene;

function refusal(...set: string[]): Record<string, unknown> {
  try {
    load(...set);
  } catch (error) {
    if (!(error instanceof DoomsdayError)) throw error;
    const { where, expected, observed, likely } = error.facts;
    return { code: error.code, exit: error.exit, where, expected, observed, likely };
  }
  throw new Error('nothing was refused');
}

test('a field that the file has, one that it has not, and the last of two win', () => {
  const scene = load(
    'workload.rate=10',
    'faults.pause.hold=1s',
    'etcd.election=2s',
    'etcd.election=3s',
  );
  assert.deepEqual(
    [scene.workload.rate, scene.workload.keys, scene.faults.pause.hold, scene.etcd.election],
    [10, 200, seconds(1), seconds(3)],
  );
  assert.deepEqual(load().etcd.election, millis(1000));
});

test('what is wrong is placed at its --set', () => {
  assert.deepEqual(refusal('etcd.election=2 parsecs'), {
    code: 'SCENE_INVALID',
    exit: 64,
    where: '--set etcd.election=2 parsecs',
    expected: 'a length of time with its unit, such as 20ms, 1.5s or 2m',
    observed: '"2 parsecs"',
    likely: undefined,
  });
  assert.equal(refusal('etcd.electoin=2s')['where'], '--set etcd.electoin=2s');
  assert.equal(refusal('etcd.election=300ms')['where'], '--set etcd.election=300ms');
});

test('what sets nothing is refused', () => {
  assert.deepEqual(refusal('etcd.election'), {
    code: 'SETTING_UNREADABLE',
    exit: 64,
    where: '--set',
    expected: 'field=value, the field as in the scene: network.peerLatency=10ms',
    observed: 'etcd.election',
    likely: undefined,
  });
});
