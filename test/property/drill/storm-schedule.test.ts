import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { millis } from '../../../src/core/duration.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { Subject } from '../../../src/faults/define-fault.ts';
import { FAULTS_BY_NAME } from '../../../src/drill/faults-by-name/faults-by-name.ts';
import {
  drawStorm,
  tolerated,
  type StormPlan,
  type StormRound,
} from '../../../src/drill/storm/schedule.ts';
import { fits } from '../../../src/drill/storm/fits.ts';

const SUBJECTS: readonly Subject[] = [
  'peer-network',
  'client-network',
  'disk',
  'machine',
  'data',
  'operator',
];
const RUNS = 5000;

const plans = fc
  .record({
    size: fc.integer({ min: 3, max: 9 }),
    tolerance: fc.constantFrom('minority' as const, 'any' as const),
    rounds: fc.integer({ min: 1, max: 12 }),
    atOnce: fc.integer({ min: 1, max: 6 }),
    weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
    hold: fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 })),
  })
  .map(({ size, tolerance, rounds, atOnce, weights, hold }): StormPlan => {
    const [from, more] = hold;
    const times = { holdFrom: millis(from), holdTo: millis(from + more) };
    return {
      members: Array.from({ length: size }, (_, i) => `m${i + 1}`),
      faults: weights.map((weight, i) => {
        return { name: `fault-${i}`, subject: SUBJECTS[i % 6] as Subject, weight };
      }),
      settings: {
        ...{ rounds, atOnce, tolerance, ...times },
        ...{ gapFrom: millis(1), gapTo: millis(7), answerWithin: millis(1) },
      },
    };
  });

/** What is wrong with a storm; empty = it keeps its promises. */
function broken(storm: readonly StormRound[], { members, settings }: StormPlan): string[] {
  const most = settings.tolerance === 'any' ? members.length : tolerated(members.length);
  const round = ({ harms, leads, hold, gap }: StormRound): string[] => {
    const victims = new Set(harms.map(({ member }) => member));
    const beside = harms.filter((harm, i) => !fits(harm, harms.toSpliced(i, 1)));
    return [
      ...(harms.length === 0 || harms.length > settings.atOnce ? [`${harms.length} faults`] : []),
      ...(victims.size > most ? [`${victims.size} harmed, ${most} tolerated`] : []),
      ...(beside.length > 0 ? [`${beside[0]?.fault} cannot be proven`] : []),
      ...(harms.findLastIndex(({ subject }) => subject !== 'peer-network') >
        harms.findIndex(({ subject }) => subject === 'peer-network') &&
      harms.some(({ subject }) => subject === 'peer-network')
        ? ['a peer fault before another']
        : []),
      ...(leads !== undefined && !victims.has(leads) ? [`${leads} leads and is spared`] : []),
      ...(hold < settings.holdFrom || hold > settings.holdTo ? [`held for ${hold}`] : []),
      ...(gap < settings.gapFrom || gap > settings.gapTo ? [`a gap of ${gap}`] : []),
    ];
  };
  const numbers = storm.map(({ number }) => number);
  const inOrder = numbers.every((n, i) => n === i + 1) && numbers.length === settings.rounds;
  return [...(inOrder ? [] : [`rounds ${numbers.join(' ')}`]), ...storm.flatMap(round)];
}

test('no storm harms more members at once than it may, and each fault can be proven', (t) => {
  const tried = { storms: 0, rounds: 0, faults: 0 };
  const property = fc.property(fc.bigInt(0n, 2n ** 64n - 1n), plans, (seed, plan) => {
    const storm = drawStorm(seededRng(`0x${seed.toString(16)}`), plan);
    tried.storms += 1;
    tried.rounds += storm.length;
    tried.faults += storm.reduce((sum, { harms }) => sum + harms.length, 0);
    assert.deepEqual(broken(storm, plan), []);
    assert.deepEqual(drawStorm(seededRng(`0x${seed.toString(16)}`), plan), storm);
  });
  fc.assert(property, { numRuns: RUNS });
  t.diagnostic(`${tried.storms} storms, ${tried.rounds} rounds, ${tried.faults} faults`);
  assert.equal(tried.storms, RUNS);
});

test('every fault with a weight is drawn sooner or later, and members take turns', (t) => {
  const faults = FAULTS_BY_NAME.filter(({ weight }) => weight > 0).map(({ facts, weight }) => {
    return { name: facts.name, subject: facts.subject, weight };
  });
  const members = ['m1', 'm2', 'm3'];
  const times = { holdFrom: millis(1), holdTo: millis(2), gapFrom: millis(1), gapTo: millis(2) };
  const settings = {
    ...{ rounds: 2000, atOnce: 3, tolerance: 'minority' as const },
    ...{ ...times, answerWithin: millis(1) },
  };
  const storm = drawStorm(seededRng('0x5eed'), { members, faults, settings });
  const harms = storm.flatMap((round) => round.harms);
  assert.deepEqual(
    [new Set(harms.map((h) => h.fault)), new Set(harms.map((h) => h.member))].map((s) =>
      [...s].toSorted(),
    ),
    [faults.map(({ name }) => name).toSorted(), members],
  );
  const leaders = storm.filter(({ leads }) => leads !== undefined).length;
  assert.ok(leaders > 900 && leaders < 1100, `${leaders} of 2000 rounds hit the leader`);
  t.diagnostic(`${harms.length} faults in 2000 rounds, ${leaders} of them hit the leader`);
});
