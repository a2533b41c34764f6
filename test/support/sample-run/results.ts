import type { CheckResult } from '../../../src/core/check-result.ts';
import type { DrillResult, ObjectiveResult, RunResult } from '../../../src/core/run-result.ts';
import { objectiveTold } from '../../../src/drill/objective-told.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { repeated } from '../../../src/objectives/repeated.ts';

const GUARANTEES = 'https://etcd.io/docs/v3.6/learning/api_guarantees/';

const check = (parts: Partial<CheckResult> & Pick<CheckResult, 'name'>): CheckResult => ({
  guarantee: 'acknowledged writes survive',
  source: `${GUARANTEES}#durability`,
  status: 'holds',
  reason: 'every key ends at its newest acknowledged write, or at one nobody knows the fate of',
  examined: { operations: 8120, revisions: 5214 },
  witnesses: [],
  ...parts,
});

const reused = check({
  name: 'revisions-never-again',
  guarantee: 'no revision that a client saw is given out again',
  source: `${GUARANTEES}#revision`,
  status: 'violated',
  reason: 'the new epoch began at revision 2401, a client had seen 2655',
  examined: { epochs: 2, operations: 6204 },
  witnesses: [
    {
      why: 'revision 2655 was given to two different writes',
      observed: [
        [
          'before the loss',
          'put "load/k17" = "c3-4412" by client 3 at m1, +5.09 s to +5.1 s: revision 2655',
        ],
        [
          'after the restore',
          'put "load/k90" = "c8-6120" by client 8 at m3, +7.4 s to +7.41 s: revision 2655',
        ],
      ],
      operations: [4412, 6120],
      legal: 'a first revision above 2655: a bump of at least 255',
    },
  ],
});

const holding = [
  check({ name: 'acknowledged-writes-survive' }),
  check({
    name: 'restored-state-is-an-exact-prefix',
    guarantee: 'the restored state is an exact prefix of what was acknowledged',
    reason: 'all 200 keys equal the replay up to revision 2400',
    examined: { keys: 200, writes: 2399 },
  }),
  check({
    name: 'members-agree-on-hash',
    guarantee: 'all members hold the same data',
    source: 'https://etcd.io/docs/v3.6/op-guide/data_corruption/',
    reason: 'HashKV is 0x9e4d12aa on m1, m2, m3 at one revision',
    examined: { members: 3 },
  }),
];

const steps = (texts: readonly string[]): DrillResult['steps'] =>
  texts.map((text, i) => ({ text, status: 'passed', seconds: 0.002 + ((i * 37) % 23) / 10 }));

interface Told extends Partial<DrillResult> {
  readonly checks: readonly CheckResult[];
}

/** A drill's result as the program would write it: the figures are measured from the record. */
function drillResult(record: DrillRecord, told: Told): DrillResult {
  const { header } = record;
  return {
    drill: header.drill ?? 1,
    feature: header.feature ?? '',
    scenario: header.scenario ?? '',
    scene: header.scene,
    etcd: '3.7.1',
    seed: header.seed,
    verdict: 'passed',
    reason: '5 guarantees hold, 2 faults proven',
    seconds: 10.9,
    steps: steps([
      'Given a healthy cluster',
      'And clients are writing unique values',
      "And snapshots are taken on the scene's schedule",
      'When a majority of the members is lost for good',
      'Then no write is acknowledged',
      'When the survivor is fenced',
      'And the cluster is restored from the newest usable snapshot',
      'Then every member serves and all hold the same data',
      'And the restored state is an exact prefix of what was acknowledged',
    ]),
    expectedUnsafe: [],
    notes: [
      'restoring snapshot-06.db: revision 2400, 1.1 s old',
      'harness 0.41 cores, members 0.93 cores',
    ],
    ...measure(record),
    ...told,
  };
}

export const passedDrill = (record: DrillRecord): DrillResult =>
  drillResult(record, {
    checks: [
      ...holding,
      { ...reused, status: 'holds', reason: 'first revision 1000002401', witnesses: [] },
    ],
  });

export function stormDrill(record: DrillRecord): DrillResult {
  const missed = measure(record).objectives.find(({ status }) => status === 'missed');
  return drillResult(record, {
    verdict: 'missed',
    reason: objectiveTold(missed as ObjectiveResult),
    seconds: 61.8,
    checks: [
      check({ name: 'acknowledged-writes-survive' }),
      check({
        name: 'members-serve-and-agree',
        guarantee: 'every member serves and answers the same',
        status: 'unknown',
        reason: 'm2 was not read after the storm',
        examined: { members: 2 },
      }),
    ],
    notes: ['7 terms were seen in the storm'],
  });
}

export const unsafeDrill = (record: DrillRecord): DrillResult =>
  drillResult(record, {
    verdict: 'unsafe',
    reason:
      'violated: no revision that a client saw is given out again (revision 2655 was given to two different writes)',
    checks: [...holding, reused],
  });

/** The run of some drills; its verdict is that of the drill named. */
export const runOf = (drills: readonly DrillResult[], deciding: DrillResult): RunResult => ({
  run: '2026-11-21T00-00-00-permanent-quorum-loss-5eed',
  seed: '0x5eed',
  runtime: 'process',
  verdict: deciding.verdict,
  exitCode: { unsafe: 3, broken: 4, missed: 1, inconclusive: 2, passed: 0 }[deciding.verdict],
  reason: deciding.reason,
  replay: 'npm start -- features/recovery --seed 0x5eed',
  startedAt: '2026-11-21T00:00:00.000Z',
  seconds: 84.2,
  versions: [
    {
      name: 'etcd',
      version: '3.7.1',
      digest: 'sha256:3f1d2c9c8de1f05c2b36a31f8b9a54d6a6f4f9f6d0ab34a2a1f2b6f7c0c1d2e3',
      source: 'cache, built from the Go module',
    },
    {
      name: 'toxiproxy',
      version: '2.12.0',
      digest: 'sha256:91aa2c9c8de1f05c2b36a31f8b9a54d6a6f4f9f6d0ab34a2a1f2b6f7c0c1aa01',
      source: 'cache, built from the Go module',
    },
    {
      name: 'gate',
      version: '0.1.0',
      digest: 'sha256:7c0c1d2e3f1d2c9c8de1f05c2b36a31f8b9a54d6a6f4f9f6d0ab34a2a1f2b6f7',
      source: 'built here',
    },
  ],
  drills,
  ...(drills.length > 1 ? { repeated: repeated(drills) } : {}),
});
