import { eventually } from '../core/eventually.ts';
import { formatDuration, nanos, type Duration } from '../core/duration.ts';
import { note, type Drill } from './drill.ts';

/**
 * Waits until no write has been acknowledged for two call timeouts, so that also a write that was
 * under way when the quorum was lost is accounted for, while clients went on trying.
 */
export async function writesStop(drill: Drill): Promise<void> {
  const { recorder, scene, signal } = drill;
  const quiet = nanos(scene.probes.every * QUIET_PROBES);
  await eventually(
    `no write acknowledged for ${formatDuration(quiet)}`,
    () => silentFor(drill, quiet),
    {
      within: scene.deadlines.noWrites,
      signal,
    },
  );
  const silence = recorder.now() - (recorder.counters.lastWriteAckNs ?? 0);
  note(
    drill,
    `no write was acknowledged for ${formatDuration(silence)}, although clients went on trying`,
  );
}

/** How many probes in a row must have stayed without an answer: chance cannot do that. */
const QUIET_PROBES = 25;

function silentFor({ recorder }: Drill, quiet: Duration): true {
  const age = recorder.now() - (recorder.counters.lastWriteAckNs ?? 0);
  if (age < quiet) throw new Error(`the last one ${formatDuration(age)} ago`);
  return true;
}
