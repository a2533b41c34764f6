import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OpLine } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { at, header, mark, put, record, restore } from '../../support/record-parts.ts';

const RUNS = 2000;

const outage = fc.record({
  everyMs: fc.integer({ min: 5, max: 200 }),
  phaseMs: fc.double({ min: 0, max: 1, noNaN: true }),
  lossAt: fc.double({ min: 1, max: 3, noNaN: true }),
  length: fc.double({ min: 0.01, max: 8, noNaN: true }),
  connectMs: fc.double({ min: 0, max: 50, noNaN: true }),
  serviceMs: fc.double({ min: 0.1, max: 10, noNaN: true }),
  /** What a probe meets while the cluster is down. */
  meets: fc.constantFrom<'fail' | 'info' | 'never'>('fail', 'info', 'never'),
  otherClients: fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 20 }),
});
type Outage = typeof outage extends fc.Arbitrary<infer T> ? T : never;

/** Open-loop probes and some other callers against a cluster that is down for a known time. */
function playedAgainst(o: Outage): OpLine[] {
  const back = o.lossAt + o.length;
  const every = o.everyMs / 1e3;
  const calls: { from: number; probe?: true }[] = o.otherClients.map((from) => ({ from }));
  for (let from = o.phaseMs * every; from < back + 1; from += every)
    calls.push({ from, probe: true });
  return calls.sort((a, b) => a.from - b.from).map((call) => answer(o, back, call));
}

function answer(o: Outage, back: number, { from, probe }: { from: number; probe?: true }): OpLine {
  const by = probe === undefined ? {} : { probe };
  const service = o.serviceMs / 1e3;
  if (from < o.lossAt) return put({ from, to: from + Math.min(service, o.lossAt - from), ...by });
  if (from >= back) {
    const to = from + o.connectMs / 1e3 + service;
    return put({ from, to, epoch: 2, connectNs: at(o.connectMs / 1e3), ...by });
  }
  if (o.meets === 'never') return put({ from, to: null, outcome: 'info', ...by });
  return put({ from, to: from + 0.3, outcome: o.meets, ...by });
}

test('measured RTO is within one probe interval and the connect time of the true outage', (t) => {
  let tried = 0;
  const check = (o: Outage) => {
    tried += 1;
    const drill = record({
      header: header({ probeEveryNs: at(o.everyMs / 1e3) }),
      marks: [mark('loss', o.lossAt)],
      epochs: [restore(o.lossAt + o.length / 2, '2')],
      ops: playedAgainst(o),
    });
    const [rto] = measure(drill).objectives;
    // The cluster can acknowledge a write one service time after it is back, and not before.
    const truth = o.length + o.serviceMs / 1e3;
    const bar = (o.everyMs + o.connectMs) / 1e3;
    const rounding = 1e-8;
    const error = Math.abs((rto?.value ?? Number.NaN) - truth);
    assert.ok(error <= bar + rounding, `off by ${error} s, the bar is ${bar} s`);
    assert.ok(Math.abs((rto?.plusMinus ?? 0) - bar) < 1e-6 || (rto?.plusMinus ?? 0) < bar + 1e-6);
  };
  fc.assert(fc.property(outage, check), { numRuns: RUNS });
  t.diagnostic(`${tried} random outages measured`);
});
