import { pass } from '../../core/clock.ts';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import { toMillis } from '../../core/duration.ts';
import type { Injection } from '../../faults/inject-fault.ts';
import { MARK } from '../../history/marks.ts';
import { note, worldOf, type Drill } from '../drill.ts';
import { FAULTS_BY_NAME, faultNamed } from '../faults-by-name/faults-by-name.ts';
import type { NamedFault } from '../faults-by-name/named.ts';
import { seat } from '../first-leader.ts';
import { answersWithin } from './answers-within.ts';
import { harmWords } from './harm-words.ts';
import { allServe, healRound } from './heal-round.ts';
import { owesAnswer } from './owes-answer.ts';
import type { StormRound } from './schedule.ts';

/** Plays the rounds one after the other; the whole schedule is in the record before the first. */
export async function playStorm(
  drill: Drill,
  rounds: readonly StormRound[],
  known: readonly NamedFault[] = FAULTS_BY_NAME,
): Promise<void> {
  drill.phases.enter('act');
  for (const round of rounds) {
    drill.recorder.write({
      t: 'mark',
      name: MARK.stormRound,
      at: drill.recorder.now(),
      detail: detailOf(round),
    });
  }
  for (const round of rounds) await playRound(drill, round, known);
}

const detailOf = ({ number, harms, leads, hold, gap }: StormRound) => ({
  round: number,
  harms: harmWords(harms),
  ...(leads === undefined ? {} : { leads }),
  holdMs: toMillis(hold),
  gapMs: toMillis(gap),
});

async function playRound(
  drill: Drill,
  round: StormRound,
  known: readonly NamedFault[],
): Promise<void> {
  const { scene, signal, recorder } = drill;
  const { cluster } = worldOf(drill);
  if (round.leads !== undefined) await seatIfPossible(drill, round.leads);
  const { done, proven } = await harmAll(drill, round, known);
  const since = recorder.now();
  const owed = proven && owesAnswer(round.harms, { members: cluster.members.length, known });
  const answer = owed ? answersWithin(drill, scene.faults.storm.answerWithin, since) : undefined;
  await Promise.all([pass(round.hold, signal), answer]);
  await healRound(drill, done);
  await allServe(drill);
  await pass(round.gap, signal);
}

interface Harmed {
  readonly done: readonly Injection[];
  /** Whether all of them were; one that was not is in the record, and the round goes no further. */
  readonly proven: boolean;
}

async function harmAll(
  drill: Drill,
  { number, harms }: StormRound,
  known: readonly NamedFault[],
): Promise<Harmed> {
  const done: Injection[] = [];
  try {
    for (const { fault, member } of harms) {
      done.push(await faultNamed(fault, known).add(drill, { member }));
    }
    return { done, proven: true };
  } catch (error) {
    if (!(error instanceof DoomsdayError) || error.code !== 'FAULT_DID_NOT_BITE') throw error;
    note(drill, `round ${number}: ${error.message}`);
    return { done, proven: false };
  }
}

/** A member that is behind may be refused the office; the round is played all the same. */
async function seatIfPossible(drill: Drill, name: string): Promise<void> {
  const world = worldOf(drill);
  const chosen = world.cluster.members.find((member) => member.name === name);
  if (chosen === undefined) return;
  await seat(drill, world, chosen).catch((error: unknown) => {
    drill.signal.throwIfAborted();
    note(drill, `${name} was not given the office: ${String(error)}`);
  });
}
