import { eventually } from '../core/eventually.ts';
import { formatDuration } from '../core/duration.ts';
import { note, loadOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

/** Waits for an acknowledged write that is younger than this moment. */
export async function writesGoOn(drill: Drill): Promise<void> {
  loadOf(drill);
  const { recorder, scene, signal } = drill;
  const from = recorder.now();
  const within = scene.deadlines.election;
  const at = await eventually('an acknowledged write', () => ackAfter(drill, from), {
    within,
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw expectationFailed({
      message: 'no write was acknowledged any more',
      expected: `an acknowledged write within ${formatDuration(within)}`,
      observed: 'none',
      cause,
    });
  });
  note(drill, `a write was acknowledged ${formatDuration(at - from)} later`);
}

function ackAfter({ recorder }: Drill, from: number): number {
  const { lastWriteAckNs: at = 0 } = recorder.counters;
  if (at <= from) throw new Error('none yet');
  return at;
}
