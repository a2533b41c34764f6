import { DoomsdayError } from '../../core/doomsday-error.ts';
import { millis, nanos, seconds, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { MARK } from '../../history/marks.ts';
import { pause } from '../../faults/machine/pause.ts';
import {
  moodOf,
  type EnvelopePoint,
  type EnvelopeProbe,
  type Seen,
  type Timers,
} from '../../objectives/envelope/envelope-probe.ts';
import { addFault } from '../add-fault.ts';
import { note, worldOf, type Drill } from '../drill.ts';
import { impose } from './impose.ts';
import { office, watchOffice } from './watch-office.ts';

/** A machine's own hiccups come seconds apart: a leader that short timers keep must outlive some. */
const LEAST_WATCH = seconds(2);

/**
 * Stays at one point: imposes it with proof, freezes the leader until another is elected, thaws it,
 * watches who holds the office, and heals. The mood is written to the record. A steady latency
 * alone deposes nobody, because heartbeats go on arriving; what it endangers is the next election,
 * so there is one in every stay.
 */
export async function probePoint(
  drill: Drill,
  timers: Timers,
  point: EnvelopePoint,
): Promise<EnvelopeProbe> {
  await worldOf(drill).observer.requireLeader();
  const { term: since } = await office(worldOf(drill).cluster);
  const heal = await impose(drill, point);
  const electionTookMs = await electAnother(drill, millis(patienceMs(drill, timers)), heal);
  const length = Math.max(LEAST_WATCH, millis(timers.electionMs * drill.scene.envelope.watch));
  const seen: Seen =
    electionTookMs < 0
      ? { electionTookMs, spurious: 0, leaderless: 1, unservedMs: 0 }
      : {
          electionTookMs,
          ...(await watchOffice(drill, { length: nanos(length), since })),
        };
  await heal();
  const probe = { ...timers, ...point, ...seen, mood: moodOf(seen) };
  const { recorder } = drill;
  recorder.write({ t: 'mark', name: MARK.envelopeProbe, at: recorder.now(), detail: { ...probe } });
  note(drill, described(probe));
  return probe;
}

const patienceMs = ({ scene }: Drill, { electionMs }: Timers): number =>
  electionMs * scene.envelope.patience;

/**
 * Freezes the leader until another member leads. Where none comes the point is healed first: a
 * thawed member proves that it is back by answering, and that it may not be able to at that point.
 * @returns how long it took, in milliseconds; -1 when none came.
 */
async function electAnother(
  drill: Drill,
  patience: Duration,
  heal: () => Promise<void>,
): Promise<number> {
  const { observer } = worldOf(drill);
  const frozen = await addFault(drill, pause, { target: 'leader', params: {} }).catch(nobodyLed);
  if (frozen === undefined) return -1;
  const names = frozen.targets.map(({ name }) => name);
  const elected = await eventually('another leader', () => observer.leaderBesides(names), {
    within: patience,
    signal: drill.signal,
  }).then(
    () => drill.recorder.now(),
    () => undefined,
  );
  drill.signal.throwIfAborted();
  if (elected === undefined) await heal();
  await frozen.heal();
  return elected === undefined ? -1 : Math.round(toMillis((elected - frozen.askedAt) as Duration));
}

/** The point alone can have cost the cluster its leader: it is down there. */
function nobodyLed(error: unknown): undefined {
  if (error instanceof DoomsdayError && error.code === 'NO_TARGET') return undefined;
  throw error;
}

function described({ rttMs, fsyncMs, mood, electionTookMs, spurious }: EnvelopeProbe): string {
  const where = `round trip +${rttMs} ms, fsync +${fsyncMs} ms`;
  const why =
    electionTookMs < 0
      ? 'no leader was elected'
      : `a leader after ${electionTookMs} ms, ${spurious} spurious elections`;
  return `${where}: ${mood} (${why})`;
}
