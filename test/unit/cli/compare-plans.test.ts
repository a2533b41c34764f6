import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePlans } from '../../../src/cli/compare-plans.ts';

const line = (fields: object): string => JSON.stringify({ t: 'fault', phase: 'inject', ...fields });
const lose = line({ name: 'lose', targets: ['m1', 'm2'], from: 5, plan: { order: 'm1,m2' } });
const flap = line({ name: 'flap', targets: ['m1'], ok: true, evidence: 'down/up in ms: 500/700' });
const stall = line({ name: 'disk-stall', targets: ['m3'], from: 9 });

const cases = [
  ['equal', `${lose}\n${stall}\n`, `${lose}\n${stall}\n`, []],
  ['other times are no difference', lose, lose.replace('"from":5', '"from":6'), []],
  ['proofs are not drawn', lose, `${lose}\n${lose.replace('inject', 'bites')}`, []],
  ['a draw that the fault told', flap, flap, []],
  [
    'another draw than the fault told',
    flap,
    flap.replace('500/700', '510/690'),
    ['fault 1: was flap(m1) down/up in ms: 500/700, is flap(m1) down/up in ms: 510/690'],
  ],
  [
    'why an injection failed is not drawn',
    flap,
    flap.replace(
      '"ok":true,"evidence":"down/up in ms: 500/700"',
      '"ok":false,"evidence":"refused"',
    ),
    [],
  ],
  ['an older record told nothing', flap.replace('down/up in ms: 500/700', 'done'), flap, []],
  [
    'another target and another draw',
    flap,
    flap.replace('m1', 'm2').replace('500/700', '510/690'),
    ['fault 1: was flap(m1) down/up in ms: 500/700, is flap(m2) down/up in ms: 510/690'],
  ],
  [
    'a fault of which one record tells no draw',
    flap,
    flap.replace('m1', 'm2').replace('down/up in ms: 500/700', 'done'),
    ['fault 1: was flap(m1), is flap(m2)'],
  ],
  ['a last line that was cut off', `${lose}\n{"t":"fau`, `${lose}\n`, []],
  [
    'another target',
    lose,
    lose.replace('"m1","m2"', '"m3","m2"'),
    ['fault 1: was lose(m1, m2) order=m1,m2, is lose(m3, m2) order=m1,m2'],
  ],
  ['one fault fewer', `${lose}\n${stall}`, lose, ['fault 2: was disk-stall(m3), is nothing']],
] as const;

for (const [name, before, after, differences] of cases) {
  test(name, () => {
    assert.deepEqual(comparePlans(before, after), differences);
  });
}
