import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareStorms } from '../../../src/cli/soak/compare-storms.ts';
import type { Minimised, SoakFacts } from '../../../src/core/run-result.ts';

type Windows = Readonly<Record<number, readonly string[]>>;

/** Only windows and their schedules are looked at. */
const soak = (windows: Windows, minimised?: Pick<Minimised, 'only' | 'window' | 'schedule'>) =>
  ({
    windows: Object.entries(windows).map(([n, schedule]) => ({ window: Number(n), schedule })),
    minimised,
  }) as unknown as SoakFacts;

const whole = soak({ 1: ['isolate m1', 'pause m2'], 2: ['kill m3', 'pause m1'] });
const fewest = { only: [2], window: 2, schedule: ['pause m1'] };
const minimised = soak({ 2: ['kill m3', 'pause m1'] }, fewest);

const cases: [name: string, before: SoakFacts, after: SoakFacts, differences: string[]][] = [
  ['equal', whole, whole, []],
  ['fewer windows are a matter of time', whole, soak({ 1: ['isolate m1', 'pause m2'] }), []],
  ['one window of two', whole, soak({ 2: ['kill m3', 'pause m1'] }), []],
  [
    'another fault, and a round more',
    whole,
    soak({ 1: ['isolate m1', 'kill m2', 'kill m3'], 2: ['kill m3', 'pause m1'] }),
    ['window 1, round 2: was pause m2, is kill m2', 'window 1, round 3: was nothing, is kill m3'],
  ],
  [
    'a round fewer',
    whole,
    soak({ 2: ['kill m3'] }),
    ['window 2, round 2: was pause m1, is nothing'],
  ],
];

for (const [name, before, after, differences] of cases) {
  test(name, () => assert.deepEqual(compareStorms(before, after), differences));
}

test('the fewest faults are held against what they are by themselves', () => {
  assert.deepEqual(compareStorms(minimised, soak({ 2: ['pause m1'] }), [2]), []);
  assert.deepEqual(compareStorms(minimised, soak({ 2: ['pause m2'] }), [2]), [
    'window 2, round 1: was pause m1, is pause m2',
  ]);
  // A soak of the same part, before anybody looked for fewer faults.
  assert.deepEqual(compareStorms(soak({ 2: ['pause m1'] }), soak({ 2: ['pause m1'] }), [2]), []);
});
