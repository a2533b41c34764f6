import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../../../src/objectives/measure.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { at, get, header, mark, put, record, restore } from '../../support/record-parts.ts';

const asked = header({ objectives: [{ name: 'rto', bound: 3, unit: 's' }] });
const rtoOf = (r: DrillRecord) => measure(r).objectives.find(({ name }) => name === 'rto');
const base = { name: 'rto', unit: 's', bound: 3 };

const recovered = (seconds: number, connectNs = 0) =>
  record({
    header: asked,
    marks: [mark('loss', 10)],
    epochs: [restore(11, '5')],
    ops: [
      put({ from: 9.99, to: 9.995 }),
      put({ from: 10 + seconds - 0.005, to: 10 + seconds - 0.004, outcome: 'fail', epoch: 2 }),
      put({ from: 10 + seconds - 0.001, to: 10 + seconds, epoch: 2, connectNs }),
    ],
  });

test('the time from the loss to the first acknowledged write of the next epoch', () => {
  const expected = { ...base, status: 'met', value: 2.5, plusMinus: 0.023 };
  assert.deepEqual(rtoOf(recovered(2.5, at(0.003))), expected);
});

test('a longer time than the bound is missed', () => {
  assert.deepEqual(rtoOf(recovered(3.5)), {
    ...base,
    status: 'missed',
    value: 3.5,
    plusMinus: 0.02,
  });
});

test('a bound in another unit of time is converted', () => {
  const objectives = [{ name: 'rto', bound: 2400, unit: 'ms' }];
  const result = rtoOf({ ...recovered(2.5), header: header({ objectives }) });
  assert.deepEqual(result, { ...base, bound: 2.4, status: 'missed', value: 2.5, plusMinus: 0.02 });
});

test('a bound that is no time is not compared', () => {
  const objectives = [{ name: 'rto', bound: 3, unit: 'writes' }];
  assert.deepEqual(rtoOf({ ...recovered(2.5), header: header({ objectives }) }), {
    ...base,
    bound: null,
    status: 'unmeasured',
    value: null,
    plusMinus: 0,
    reason: 'the bound is asked in "writes", the figure is in "s"',
  });
});

test('callers that paused widen the error to the real gap between two attempts', () => {
  const ops = [
    put({ from: 10.5, to: 10.6, outcome: 'info' }),
    put({ from: 12, to: 12.1, epoch: 2 }),
  ];
  const result = rtoOf({ ...recovered(1), ops });
  assert.deepEqual(result, { ...base, status: 'met', value: 2.1, plusMinus: 1.5 });
});

test('attempts at other members do not hide that this one was asked late', () => {
  const probe = { probe: true, epoch: 2 } as const;
  const ops = [
    put({ ...probe, from: 11, to: 11.001, member: 'm3', outcome: 'fail' }),
    put({ ...probe, from: 11.032, to: 11.033, member: 'm1', outcome: 'fail' }),
    put({ ...probe, from: 11.033, to: 11.04, member: 'm3', connectNs: at(0.003) }),
    put({ ...probe, from: 11.034, to: 11.035, member: 'm1', outcome: 'fail' }),
  ];
  const result = rtoOf({ ...recovered(1), ops });
  assert.deepEqual(result, { ...base, status: 'met', value: 1.04, plusMinus: 0.036 });
});

test('a member that was never asked before is held to the attempts at the others', () => {
  const probe = { probe: true, epoch: 2 } as const;
  const ops = [
    put({ ...probe, from: 11, to: 11.001, outcome: 'fail' }),
    put({ ...probe, from: 11.05, to: 11.06, member: 'm4' }),
  ];
  const result = rtoOf({ ...recovered(1), ops });
  assert.deepEqual(result, { ...base, status: 'met', value: 1.06, plusMinus: 0.05 });
});

test('while a call waited for its connection, fresh ones failed: its wait was the outage', () => {
  const probe = { probe: true, epoch: 2 } as const;
  const every20ms = (from: number, to: number) =>
    Array.from({ length: Math.round((to - from) / 0.02) }, (_, i) => from + i * 0.02);
  const ops = [
    ...every20ms(10, 11).map((from) => put({ ...probe, from, to: from + 0.5, outcome: 'fail' })),
    put({ from: 10.005, to: 11.2, epoch: 2, connectNs: at(0.99) }),
    ...every20ms(11.2, 12).map((from) => put({ ...probe, from, to: from + 0.01, connectNs: 4e6 })),
  ];
  const sorted = ops.sort((a, b) => a.call - b.call);
  const result = rtoOf({ ...recovered(1), ops: sorted });
  assert.deepEqual(result, { ...base, status: 'met', value: 1.2, plusMinus: 0.024 });
});

test('a prober that stalled meanwhile proves nothing: the whole wait is the error', () => {
  const ops = [
    put({ from: 9.99, to: 10.5, outcome: 'fail', probe: true }),
    put({ from: 10.005, to: 11.2, epoch: 2, connectNs: at(0.99) }),
    put({ from: 11.2, to: 11.3, epoch: 2, connectNs: 4e6, probe: true }),
  ];
  const result = rtoOf({ ...recovered(1), ops });
  assert.deepEqual(result, { ...base, status: 'met', value: 1.2, plusMinus: 1.01 });
});

test('a zombie of the old epoch that acknowledges is no recovery', () => {
  const ops = [put({ from: 10.5, to: 10.6 }), put({ from: 13.9, to: 14, epoch: 1 })];
  const reason = 'no write was acknowledged in the 4.00 s after the loss';
  assert.deepEqual(rtoOf({ ...recovered(1), ops }), {
    ...base,
    status: 'missed',
    value: null,
    plusMinus: 0,
    reason,
  });
});

test('a record that ends before the bound is over says nothing', () => {
  const ops = [put({ from: 10.5, to: 12, outcome: 'info' })];
  assert.equal(rtoOf({ ...recovered(1), ops, epochs: [] })?.status, 'unmeasured');
});

test('a read is not a write', () => {
  const ops = [get({ from: 10.9, to: 11, epoch: 2 }), put({ from: 10.9, to: 12, epoch: 2 })];
  assert.equal(rtoOf({ ...recovered(1), ops })?.value, 2);
});

test('without a loss the bound does not apply', () => {
  assert.deepEqual(rtoOf(record({ header: asked })), {
    ...base,
    bound: null,
    status: 'unmeasured',
    value: null,
    plusMinus: 0,
    reason: 'nothing was lost for good in this drill',
  });
});

test('a harness that was held up beyond its bound measured nothing', () => {
  const marks = [mark('loss', 10), mark('resources', 15, { lagMs: 45, lagBoundMs: 30 })];
  const reason = 'the harness was held up for 45 ms, its bound is 30 ms';
  const expected = { ...base, status: 'unmeasured', value: null, plusMinus: 0, reason };
  assert.deepEqual(rtoOf({ ...recovered(2.5), marks }), expected);
});

test('the longest of several outages counts', () => {
  const first = recovered(2.5);
  const marks = [mark('loss', 10), mark('loss', 20)];
  const ops = [...first.ops, put({ from: 20.9, to: 21, epoch: 3 })];
  const epochs = [...first.epochs, { ...restore(20.5, '9'), n: 3 }];
  assert.equal(rtoOf({ ...first, marks, ops, epochs })?.value, 2.5);
});
