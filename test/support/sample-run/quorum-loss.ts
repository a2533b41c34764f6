import type { DrillRecord, FaultLine } from '../../../src/history/types.ts';
import { at, fault, header, mark, record, restore } from '../record-parts.ts';
import { jittered, revisionAt, traffic } from './clients.ts';
import { alone, down, led, samplesOf } from './members.ts';

const LOSS = 5.2;
const BACK = 6.92;
const END = 11;

/** Three members, two of them lost for good under load, restored from a snapshot. */
export function quorumLoss(
  drill: number,
  more: { bump?: string; scenario?: string } = {},
): DrillRecord {
  const scenario = more.scenario ?? 'Two of three members and their disks are gone';
  const bump = more.bump ?? '1000000000';
  const ops = traffic({
    seed: `quorum-loss-${drill}`,
    until: END - 0.6,
    perSecond: 900,
    firstRevision: { 1: 1, 2: 2400 + Number(bump) },
    weather: (now, rng) => {
      if (now < LOSS)
        return { outcome: 'ok', takes: Math.min(jittered(rng, 0.0028), LOSS - now), epoch: 1 };
      if (now < 6.1) return { outcome: 'info', takes: Math.min(0.5, 6.1 - now + 0.001), epoch: 1 };
      if (now < BACK) return { outcome: 'fail', takes: 0.002, epoch: 2 };
      const warm = now < BACK + 0.6 ? 3 : 1;
      return { outcome: 'ok', takes: jittered(rng, 0.0029 * warm), epoch: 2 };
    },
  });
  const revision = String(revisionAt(ops, 4.62));
  return record({
    header: header({
      drill,
      feature: 'features/recovery/permanent-quorum-loss.feature',
      scenario,
      objectives: [
        { name: 'rto', bound: 5, unit: 's' },
        { name: 'rpo.seconds', bound: 3, unit: 's' },
        { name: 'rpo.writes', bound: 1500, unit: 'writes' },
        { name: 'latency.recovery', bound: 6, unit: 'ratio' },
      ],
    }),
    ops,
    epochs: [
      { ...restore(6.15, revision), bump, snapshot: { revision, takenAt: at(4.62), member: 'm2' } },
    ],
    faults: [...lost(), ...slowPeers()],
    marks: marks(revision),
    samples: [
      ...samplesOf('m1', END - 0.4, gone),
      ...samplesOf('m2', END - 0.4, gone),
      ...survivor,
    ],
  });
}

const alike = { leaderChanges: 1, proposalsFailed: 0 };
const restored = [
  { since: 6.4, as: alone(1) },
  { since: 6.8, as: led('m3', 2, alike) },
];
const gone = [{ since: 0, as: led('m1', 2, alike) }, { since: LOSS, as: down }, ...restored];
const survivor = samplesOf('m3', END - 0.4, [
  { since: 0, as: led('m1', 2) },
  { since: LOSS + 0.3, as: alone(2) },
  { since: 5.7, as: down },
  ...restored,
]);

const phase = (name: string, seconds: number) => mark('phase', seconds, { phase: name });

const marks = (revision: string) => [
  phase('build', 0),
  phase('steady state', 0.5),
  mark('steady-from', 0.8),
  mark('steady-to', 3),
  phase('act', 3),
  ...[1.1, 1.8, 2.5, 3.2, 3.9, 4.62].map((s) =>
    mark('snapshot', s, { member: 'm2', revision: s === 4.62 ? revision : '900', file: 'x.db' }),
  ),
  mark('loss', LOSS, { members: 'm1,m2' }),
  mark('decision', 5.72),
  mark('snapshot-refused', 5.78, { file: 'snapshot-07.db', reason: 'the hash does not match' }),
  mark('data-dir-ready', 6.14),
  mark('process-up', 6.21),
  mark('full-redundancy', 7.31),
  mark('watchers-resumed', 7.38),
  phase('settle', 7.5),
  mark('healed', 7.6),
  phase('final read', 9.9),
  phase('judge', 10.5),
  mark('resources', 10.6, { harnessCpu: 0.41, membersCpu: 0.93, lagMs: 6.2, lagBoundMs: 50 }),
];

function lost(): FaultLine[] {
  const lose = { id: 1, name: 'lose', targets: ['m1', 'm2'] };
  const gone = 'a loss for good is not healed: a recovery replaces the machines';
  return [
    fault({ ...lose, phase: 'inject', from: at(LOSS), to: at(5.23) }),
    fault({
      ...lose,
      phase: 'bites',
      from: at(5.23),
      to: at(5.29),
      evidence: 'process and volume of m1, m2 no longer exist',
    }),
    fault({ ...lose, phase: 'heal', from: at(7.5), to: at(7.5) }),
    fault({ ...lose, phase: 'gone', from: at(7.5), to: at(7.51), evidence: gone }),
  ];
}

function slowPeers(): FaultLine[] {
  const latency = { id: 2, name: 'peer-latency', targets: ['m1', 'm3'] };
  return [
    fault({ ...latency, phase: 'inject', from: at(3.1), to: at(3.12) }),
    fault({
      ...latency,
      phase: 'bites',
      from: at(3.12),
      to: at(3.2),
      evidence: 'a round trip m1->m3 took 41 ms, 0.3 ms before',
    }),
    fault({ ...latency, phase: 'heal', from: at(4.4), to: at(4.41) }),
    fault({
      ...latency,
      phase: 'gone',
      from: at(4.41),
      to: at(4.45),
      evidence: 'round trip 0.4 ms',
    }),
  ];
}
