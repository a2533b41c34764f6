import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { at, fault, header, mark, put, record } from '../../support/record-parts.ts';

const burst = (from: number, count: number, latency: number) =>
  Array.from({ length: count }, (_, i) =>
    put({ from: from + i * 0.005, to: from + i * 0.005 + latency }),
  );
const slow = put({ from: 5, to: 6 });
const objectives = [{ name: 'latency.recovery', bound: 1.5, unit: 'ratio' }];
const storm = record({
  header: header({ objectives }),
  marks: [mark('steady-from', 1), mark('steady-to', 3)],
  faults: [
    fault({ phase: 'inject', from: at(4), to: at(4) }),
    fault({ phase: 'heal', from: at(7), to: at(7) }),
    fault({ phase: 'gone', from: at(7), to: at(7.5) }),
  ],
  ops: [...burst(1, 200, 0.002), ...burst(4.5, 20, 0.05), slow, ...burst(8, 200, 0.004)],
});
const figure = (r: DrillRecord, wanted: string) =>
  measure(r).objectives.find(({ name }) => name === wanted);
const rounded = (r: DrillRecord, name: string) => {
  const found = figure(r, name);
  return found?.value == null ? found?.reason : Number(found.value.toPrecision(2));
};

test('percentiles of acknowledged writes before, during and after the harm, in milliseconds', () => {
  const of = (period: string) =>
    [`latency.p50.${period}`, `latency.p99.${period}`].map((name) => rounded(storm, name));
  assert.deepEqual(of('baseline'), [2, 2]);
  assert.deepEqual(of('during'), [
    50,
    '21 acknowledged writes are too few for a p99: it needs 100',
  ]);
  assert.deepEqual(of('after'), [4, 4]);
});

test('recovery is the p90 after the harm over the p90 before it', () => {
  const found = figure(storm, 'latency.recovery');
  assert.equal(rounded(storm, 'latency.recovery'), 2);
  assert.equal(found?.status, 'missed');
});

test('an ill-sampled baseline measures nothing', () => {
  const thin = { ...storm, ops: storm.ops.slice(195) };
  const reason = 'baseline: 5 acknowledged writes are too few for a p90: it needs 10';
  assert.equal(rounded(thin, 'latency.recovery'), reason);
});

test('silences longer than five probe intervals are unavailability, while somebody tries', () => {
  const every20ms = (from: number, to: number, outcome: 'ok' | 'fail') =>
    Array.from({ length: Math.round((to - from) / 0.02) }, (_, i) =>
      put({ from: from + i * 0.02, to: from + i * 0.02 + 0.001, outcome, probe: true }),
    );
  const probed = (...ops: DrillRecord['ops'][]) => record({ ops: ops.flat() });
  const down = probed(every20ms(1, 2, 'ok'), every20ms(2, 5, 'fail'), every20ms(5, 6, 'ok'));
  const idle = probed(every20ms(1, 2, 'ok'), every20ms(5, 6, 'ok'));
  const dead = probed(every20ms(1, 2, 'ok'), every20ms(2, 5, 'fail'));
  const seconds = [down, idle, dead].map((r) => rounded(r, 'unavailability.seconds'));
  assert.deepEqual(seconds, [3, 0, 3]);
  assert.equal(figure(down, 'unavailability.seconds')?.plusMinus, 0.02);
});
