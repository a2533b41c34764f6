import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillResult, RunResult } from '../../../src/core/run-result.ts';
import type { Line } from '../../../src/history/types.ts';
import type { FinishedRun } from '../../support/finished-run.ts';
import { fault, header } from '../../support/record-parts.ts';
import { passedRun } from '../../support/sample-run/sample-run.ts';
import { allWell, whatCame } from './what-came.ts';

const FEATURE = 'features/data/wrong-values.feature';
const SERVED = 'damaged values are served';
const REFUSED = 'the member compares itself with its peers first';

const { result } = passedRun();
const [base] = result.drills as readonly [DrillResult];
const [check] = base.checks as readonly [DrillResult['checks'][number]];
const linearizable = { ...check, name: 'linearizable', status: 'violated' } as const;

const bitAndGone = ['inject', 'bites', 'heal', 'gone'] as const;
const recordOf = (scenario: string, phases: readonly (typeof bitAndGone)[number][]): Line[] => [
  header({ scenario }),
  ...phases.map((phase) => fault({ phase })),
];

interface Changes {
  readonly served?: Partial<DrillResult>;
  readonly refused?: Partial<DrillResult>;
  readonly run?: Partial<RunResult>;
  readonly second?: readonly Line[];
}

/** What the feature leaves when all is well, but for what is given. */
function run({ served, refused, run: changed, second }: Changes): FinishedRun {
  const drills = [
    { ...base, scenario: SERVED, checks: [linearizable], expectedUnsafe: ['linearizable'] },
    { ...base, scenario: REFUSED },
  ].map((drill, i) => ({ ...drill, faults: [], ...(i === 0 ? served : refused) }));
  const [one, other] = [recordOf(SERVED, bitAndGone), recordOf(REFUSED, bitAndGone)];
  const history = [...one, ...(second ?? other)];
  return { folder: '', result: { ...result, drills, ...changed }, history };
}

test('all well: what the feature announces, and no more', async () => {
  assert.deepEqual(whatCame(run({})), await allWell(FEATURE, 'process'));
});

const unfinished = { ...linearizable, status: 'unknown' } as const;
const step = { text: 'Then it refuses', status: 'failed', seconds: 1 } as const;
const notGone = { name: 'kill', targets: ['m1'], bit: true, gone: false, evidence: '' };
const skipped = [{ feature: FEATURE, scenario: REFUSED, scene: 's', reason: 'no disk' }];

const WRONG: readonly [what: string, changes: Changes][] = [
  ['a run that did not pass', { run: { verdict: 'inconclusive', exitCode: 2 } }],
  ['a drill that did not pass', { refused: { verdict: 'missed' } }],
  ['a drill that was not played', { run: { drills: run({}).result.drills.slice(0, 1) } }],
  ['a scenario that was skipped', { run: { skipped } }],
  ['an error', { refused: { error: 'STEADY_STATE  it is not' } }],
  ['a step that did not pass', { refused: { steps: [step] } }],
  ['a fault that is not gone', { refused: { faults: [notGone] } }],
  ['a violation that nobody announced', { refused: { checks: [linearizable] } }],
  ['no violation where one was announced', { served: { checks: [unfinished] } }],
  ['no fault in the record', { second: recordOf(REFUSED, []) }],
  ['no end of a fault in the record', { second: recordOf(REFUSED, bitAndGone.slice(0, 3)) }],
  [
    'a bite in the record that could not be proven',
    { second: [header({ scenario: REFUSED }), fault({ phase: 'bites', ok: false })] },
  ],
];

for (const [what, changes] of WRONG) {
  test(`not well: ${what}`, async () => {
    assert.notDeepEqual(whatCame(run(changes)), await allWell(FEATURE, 'process'));
  });
}
