import type { DrillRecord, FaultLine, SampleLine } from '../../../src/history/types.ts';
import { at, fault, header, mark, record } from '../record-parts.ts';
import { jittered, traffic } from './clients.ts';
import { alone, led, samplesOf, type Stand } from './members.ts';

const END = 62;
const ROUNDS = 6;
const FIRST = 8;
const EVERY = 7;
const HOLD = 3.2;
const names = ['m1', 'm2', 'm3'];
const leaderOf = (round: number): string => names[round % 3] as string;
const begins = (round: number): number => FIRST + round * EVERY;

/** A minute in which the leader's disk stalls again and again, with `perSecond` calls of load. */
export function storm(drill: number, perSecond = 800): DrillRecord {
  const stalled = (now: number): boolean => {
    const since = (now - FIRST) % EVERY;
    return now >= FIRST && now < begins(ROUNDS) && since < 1.4;
  };
  const ops = traffic({
    seed: 'storm',
    until: END - 1,
    perSecond,
    firstRevision: { 1: 1 },
    weather: (now, rng) => {
      if (stalled(now)) {
        const outcome = rng.int(0, 9) < 7 ? 'info' : 'ok';
        return { outcome, takes: outcome === 'info' ? 0.5 : 1.4 + jittered(rng, 0.01), epoch: 1 };
      }
      const shaken = now >= FIRST && now < begins(ROUNDS);
      return { outcome: 'ok', takes: jittered(rng, shaken ? 0.045 : 0.003), epoch: 1 };
    },
  });
  return record({
    header: header({
      drill,
      feature: 'features/storms/election-storm.feature',
      scenario: 'The disk of whoever leads stalls again and again',
      objectives: [
        { name: 'rto', bound: 5, unit: 's' },
        { name: 'leader.changes', bound: 4, unit: 'changes' },
        { name: 'latency.recovery', bound: 3, unit: 'ratio' },
      ],
    }),
    ops,
    faults: stalls(),
    samples: names.flatMap(samples),
    marks: [
      mark('phase', 0, { phase: 'build' }),
      mark('phase', 0.5, { phase: 'steady state' }),
      mark('steady-from', 1),
      mark('steady-to', 7),
      mark('phase', 7, { phase: 'act' }),
      mark('phase', 50, { phase: 'settle' }),
      mark('healed', begins(ROUNDS)),
    ],
  });
}

function samples(member: string): SampleLine[] {
  const stands: Stand[] = [{ since: 0, as: led('m1', 2, { leaderChanges: 1 }) }];
  for (let round = 0; round < ROUNDS; round++) {
    const start = begins(round);
    const next = led(leaderOf(round + 1), round + 3, { leaderChanges: round + 2 });
    stands.push({ since: start + 0.9, as: alone(round + 3) });
    stands.push({ since: start + 1.4 + (member === leaderOf(round) ? 1 : 0), as: next });
  }
  return samplesOf(member, END - 0.5, stands);
}

function stalls(): FaultLine[] {
  const latency = { id: 99, name: 'peer-latency', targets: names };
  const slow = 'round trips m1->m2 94 ms, m2->m3 91 ms, m1->m3 93 ms';
  return [
    fault({ ...latency, phase: 'inject', from: at(7.2), to: at(7.25) }),
    fault({ ...latency, phase: 'bites', from: at(7.25), to: at(7.6), evidence: slow }),
    fault({ ...latency, phase: 'heal', from: at(begins(ROUNDS)), to: at(begins(ROUNDS) + 0.1) }),
    fault({ ...latency, phase: 'gone', from: at(begins(ROUNDS)), to: at(begins(ROUNDS) + 0.3) }),
    ...Array.from({ length: ROUNDS }, (_, round) => stall(round)).flat(),
  ];
}

function stall(round: number): FaultLine[] {
  const it = { id: round + 1, name: 'disk-stall', targets: [leaderOf(round)] };
  const start = begins(round);
  const held = `the gate of ${leaderOf(round)} holds 2 fsyncs, none completed for 250 ms`;
  return [
    fault({ ...it, phase: 'inject', from: at(start), to: at(start + 0.02) }),
    fault({ ...it, phase: 'bites', from: at(start + 0.02), to: at(start + 0.3), evidence: held }),
    fault({ ...it, phase: 'heal', from: at(start + HOLD), to: at(start + HOLD + 0.02) }),
    fault({
      ...it,
      phase: 'gone',
      from: at(start + HOLD),
      to: at(start + HOLD + 0.2),
      evidence: 'fsyncs complete again',
    }),
  ];
}
