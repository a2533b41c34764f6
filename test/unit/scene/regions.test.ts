import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { parseScene } from '../../../src/scene/parse-scene.ts';
import { oneWayLatency } from '../../../src/scene/regions.ts';
import { REPO } from '../../support/cli-context.ts';

test('between regions a message takes half of their round trip, within one the peers latency', () => {
  const { network } = loadScene('three-regions', { root: REPO }).scene;
  const near = loadScene('three-members', { root: REPO }).scene.network;
  const ms = [
    oneWayLatency(network, 'm1', 'm2'),
    oneWayLatency(network, 'm3', 'm1'),
    oneWayLatency(network, 'm1', 'm1') - network.peerLatency,
    oneWayLatency(near, 'm1', 'm2') - near.peerLatency,
  ].map((ns) => ns / 1e6);
  assert.deepEqual(ms, [12, 20, 0, 0]);
});

test('a member without a region and a pair without a round trip are refused', () => {
  const parsed = parseScene(
    's.yaml',
    `name: s
members: 3
network:
  regions:
    - { name: a, members: [m1] }
    - { name: b, members: [m2, m2] }
`,
  );
  assert.deepEqual(
    'problems' in parsed && parsed.problems.map((p) => [p.where, p.expected, p.observed]),
    [
      ['s.yaml:4:3', 'each pair of regions once: a-b', 'none'],
      ['s.yaml:5:5', 'each member once: m1, m2, m3', 'm1, m2, m2'],
    ],
  );
});
