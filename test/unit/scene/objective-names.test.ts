import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { OBJECTIVE_NAMES } from '../../../src/scene/objective-names.ts';

const EMPTY: DrillRecord = {
  header: {
    t: 'header',
    format: 'doomsday-history',
    version: 1,
    run: 'r',
    seed: '0x1',
    startedAt: '2026-01-01T00:00:00.000Z',
    scene: 'three-members',
    etcd: {},
    prefixes: [],
  },
  ops: [],
  watches: [],
  faults: [],
  epochs: [],
  states: [],
  samples: [],
  marks: [],
  ended: true,
  dropped: 0,
};

test('the objectives that a scene may bound are exactly those that are measured', () => {
  const named = OBJECTIVE_NAMES.map(({ name, unit }) => `${name} [${unit}]`);
  const measured = measure(EMPTY).objectives.map(({ name, unit }) => `${name} [${unit}]`);
  assert.deepEqual(named.toSorted(), measured.toSorted());
});
