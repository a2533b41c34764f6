import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultBars } from '../../../src/report/timeline/fault-bars.ts';
import { latencyPoints } from '../../../src/report/timeline/latency-points.ts';
import { levels } from '../../../src/report/timeline/levels.ts';
import { memberStates } from '../../../src/report/timeline/member-states.ts';
import { snapshots, turningPoints } from '../../../src/report/timeline/moments.ts';
import { paceOf } from '../../../src/report/timeline/pace.ts';
import { ticks } from '../../../src/report/timeline/ticks.ts';
import { at, fault, mark, put, record, restore, sample } from '../../support/record-parts.ts';

const looks = (member: string, from: number, to: number, as: Parameters<typeof sample>[2]) =>
  Array.from({ length: Math.round((to - from) / 0.1) }, (_, i) =>
    sample(member, Number((from + i * 0.1).toFixed(1)), as),
  );

test('a lane: equal looks are one span, a lost machine is lost until its name serves again', () => {
  const samples = [
    ...looks('m1', 0, 2, { leader: 'm1', term: '2' }),
    ...looks('m1', 2, 4, { up: false }),
    ...looks('m1', 4, 5, { term: '1' }),
    ...looks('m1', 5, 6, { leader: 'm2', term: '2' }),
  ];
  const faults = [
    fault({ phase: 'inject', name: 'lose', from: at(2), to: at(2.1) }),
    fault({ phase: 'bites', name: 'lose', from: at(2.1), to: at(2.2) }),
  ];
  const lane = memberStates(record({ samples, faults })).get('m1');
  assert.deepEqual(lane, [
    { from: 0, to: 2, state: 'leader', term: '2' },
    { from: 2, to: 4, state: 'lost', term: undefined },
    { from: 4, to: 5, state: 'leaderless', term: '1' },
    { from: 5, to: 5.9, state: 'follower', term: '2' },
  ]);
});

test('a lane: where nobody looked nothing is drawn, and a member without looks has an empty one', () => {
  const samples = [...looks('m1', 0, 1, { up: false }), ...looks('m1', 4, 5, { up: false })];
  const lanes = memberStates(record({ samples }));
  const down = { state: 'down', term: undefined };
  assert.deepEqual(
    [...lanes],
    [
      [
        'm1',
        [
          { from: 0, to: 0.9, ...down },
          { from: 4, to: 4.9, ...down },
        ],
      ],
      ['m2', []],
      ['m3', []],
    ],
  );
});

test('a pause lies over what the samples last said', () => {
  const samples = looks('m1', 0, 4, { leader: 'm1', term: '2' });
  const faults = [
    fault({ phase: 'inject', name: 'pause', from: at(1), to: at(1) }),
    fault({ phase: 'bites', name: 'pause', from: at(1.1), to: at(1.2) }),
    fault({ phase: 'heal', name: 'pause', from: at(3), to: at(3) }),
  ];
  const states = memberStates(record({ samples, faults })).get('m1');
  assert.deepEqual(
    states?.map(({ from, to, state }) => [from, to, state]),
    [
      [0, 1, 'leader'],
      [1, 3, 'paused'],
      [3, 3.9, 'leader'],
    ],
  );
});

test('a fault bar runs from the request to the proof that it is gone, and bites in between', () => {
  const bars = faultBars(
    [
      fault({ phase: 'inject', from: at(1), to: at(1.1) }),
      fault({ phase: 'bites', from: at(1.1), to: at(1.5), evidence: 'seen' }),
      fault({ phase: 'heal', from: at(3), to: at(3.1) }),
      fault({ phase: 'gone', from: at(3.1), to: at(3.4) }),
      fault({ id: 2, phase: 'inject', from: at(2), to: at(2) }),
      fault({ id: 2, phase: 'bites', from: at(2), to: at(4), ok: false, evidence: 'in vain' }),
    ],
    9,
  );
  const both = { name: 'isolate', targets: ['m1'] };
  assert.deepEqual(bars, [
    { ...both, from: 1, to: 3.4, biting: { from: 1.5, to: 3 }, proven: true, evidence: 'seen' },
    { ...both, from: 2, to: 9, biting: undefined, proven: false, evidence: 'in vain' },
  ]);
});

test('moments: loss, decision, new epoch, first write; snapshots and those refused', () => {
  const drill = record({
    marks: [
      mark('snapshot', 1, { member: 'm2', revision: '40' }),
      mark('loss', 2, { members: 'm1,m2' }),
      mark('decision', 3),
      mark('snapshot-refused', 3.1, { file: 's2.db', reason: 'wrong hash' }),
    ],
    epochs: [restore(4, '40')],
    ops: [put({ from: 4.9, to: 5, epoch: 2 })],
  });
  const told = (all: readonly { at: number; label: string; detail: string }[]) =>
    all.map((m) => [m.at, m.label, m.detail]);
  assert.deepEqual(told(turningPoints(drill)), [
    [2, 'quorum lost', 'members m1,m2'],
    [3, 'decision', ''],
    [4, 'epoch 2', 'restore from revision 40, taken from m2'],
    [5, 'first write', 'the first acknowledged write of epoch 2, through m1'],
  ]);
  assert.deepEqual(told(snapshots(drill)), [
    [1, 'snapshot', 'from m2 at revision 40'],
    [3.1, 'refused', 's2.db: wrong hash'],
  ]);
});

test('pace counts by the time of return, with percentiles of the acknowledged calls', () => {
  const ops = [
    put({ from: 0.1, to: 0.102 }),
    put({ from: 0.2, to: 0.204 }),
    put({ from: 0.3, to: 1.3, outcome: 'fail' }),
    put({ from: 1.9, to: null, outcome: 'info' }),
  ];
  assert.deepEqual(paceOf(ops, 2, 2), {
    width: 1,
    bins: [
      { ok: 2, fail: 0, info: 0, p50: 2, p99: 4 },
      { ok: 0, fail: 1, info: 1, p50: null, p99: null },
    ],
  });
});

test('thinning keeps the slowest call and every kind of outcome', () => {
  const many = Array.from({ length: 5000 }, (_, i) =>
    put({ from: i / 1000, to: i / 1000 + 0.002 + (i === 2500 ? 0.7 : 0) }),
  );
  const failed = put({ from: 1, to: 1.5, outcome: 'info' });
  const points = latencyPoints([...many, failed], 5, 800);
  assert.ok(points.length <= 800, `${points.length} points`);
  assert.ok(points.some(({ ms }) => Math.round(ms) === 702));
  assert.equal(points.filter(({ outcome }) => outcome === 'info').length, 1);
});

test('ticks are round, and none stands where its label has no room', () => {
  assert.deepEqual(ticks(0, 10, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(ticks(0, 0.31, 4), [0, 0.1, 0.2, 0.3]);
});

test('what overlaps gets a row of its own', () => {
  const rows = levels([
    { from: 0, to: 2 },
    { from: 1, to: 3 },
    { from: 2, to: 4 },
  ]);
  assert.deepEqual(rows, [0, 1, 0]);
});
