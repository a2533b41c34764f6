import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult, CheckStatus } from '../../../src/core/check-result.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import type { FaultResult, ObjectiveResult } from '../../../src/core/run-result.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { verdictOfDrill, type DrillEvidence } from '../../../src/drill/verdict-of-drill.ts';

const check = (name: string, status: CheckStatus): CheckResult => ({
  name,
  status,
  guarantee: `${name} is promised`,
  source: 'https://etcd.io/',
  reason: `because of ${name}`,
  examined: {},
  witnesses: [],
});
const fault = (bit: boolean, gone: boolean): FaultResult => ({
  name: 'isolate',
  targets: ['m1'],
  bit,
  gone,
  evidence: 'a round trip in 1 ms',
});
const objective = (
  status: ObjectiveResult['status'],
  bound: number | null = 5,
): ObjectiveResult => ({
  name: 'rto',
  status,
  value: status === 'unmeasured' ? null : 7,
  bound,
  unit: 's',
  plusMinus: 0.02,
  ...(status === 'unmeasured' ? { reason: 'no loss' } : {}),
});
const failure = (code: string, exit: number): DoomsdayError =>
  new DoomsdayError({ code, message: `${code} happened`, exit });

const good: DrillEvidence = {
  checks: [check('a', 'holds'), check('b', 'holds')],
  required: new Set(['a']),
  expectedUnsafe: new Set(),
  objectives: [objective('met')],
  faults: [fault(true, true)],
  leftovers: [],
};

const cases: readonly [string, Partial<DrillEvidence>, string, string][] = [
  ['all is well', {}, 'passed', '2 guarantees hold, 1 fault proven'],
  [
    'a violated check that no step named',
    { checks: [check('a', 'holds'), check('b', 'violated')] },
    'unsafe',
    'violated: b is promised (because of b)',
  ],
  [
    'a violation announced by a step',
    { checks: [check('a', 'holds'), check('b', 'violated')], expectedUnsafe: new Set(['b']) },
    'passed',
    '1 guarantees hold, 1 fault proven, b shown violated as announced',
  ],
  [
    'a violation in a drill that then broke',
    { checks: [check('a', 'violated')], failure: failure('DOCKER_GONE', EXIT.broken) },
    'unsafe',
    'violated: a is promised (because of a)',
  ],
  [
    'the harness broke',
    { failure: failure('DOCKER_GONE', EXIT.broken) },
    'broken',
    'DOCKER_GONE happened',
  ],
  [
    "the recorder's own mistake is never etcd's",
    {
      checks: [],
      recorderFaults: [{ why: 'client 1 had two calls open', observed: [], operations: [1, 2] }],
      failure: failure('EXPECTATION_FAILED', EXIT.missed),
    },
    'broken',
    'the recorder made a mistake: client 1 had two calls open',
  ],
  [
    'an unknown exception is ours',
    { failure: new TypeError('x of undefined') },
    'broken',
    'x of undefined',
  ],
  [
    'something was left behind',
    { leftovers: ['remove m1: busy'] },
    'broken',
    'not undone: remove m1: busy',
  ],
  [
    'a step failed',
    { failure: failure('EXPECTATION_FAILED', EXIT.missed) },
    'missed',
    'EXPECTATION_FAILED happened',
  ],
  [
    'an objective was missed',
    { objectives: [objective('missed')] },
    'missed',
    'rto is 7 s, the scene allows 5 s',
  ],
  [
    'a fault did not bite',
    { faults: [fault(false, true)] },
    'inconclusive',
    'the fault isolate was not proven to bite: a round trip in 1 ms',
  ],
  [
    'a fault is not gone',
    { faults: [fault(true, false)] },
    'inconclusive',
    'the fault isolate was not proven to be gone',
  ],
  [
    'a required check is unknown',
    { checks: [check('a', 'unknown')] },
    'inconclusive',
    'a is unknown: because of a',
  ],
  [
    'a required check did not run',
    { checks: [] },
    'inconclusive',
    'a is unknown: the check did not run',
  ],
  [
    'a check nobody needs is unknown',
    { checks: [check('a', 'holds'), check('b', 'unknown')] },
    'passed',
    '1 guarantees hold, 1 fault proven',
  ],
  [
    'a bounded objective is unmeasured',
    { objectives: [objective('unmeasured')] },
    'inconclusive',
    'rto could not be measured: no loss',
  ],
  [
    'an unbounded objective is unmeasured',
    { objectives: [objective('unmeasured', null)] },
    'passed',
    '2 guarantees hold, 1 fault proven',
  ],
];

for (const [name, change, verdict, reason] of cases) {
  test(`${name}: ${verdict}`, () => {
    assert.deepEqual(verdictOfDrill({ ...good, ...change }), { verdict, reason });
  });
}
