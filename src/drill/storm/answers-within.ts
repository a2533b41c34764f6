import { DoomsdayError } from '../../core/doomsday-error.ts';
import { eventually } from '../../core/eventually.ts';
import { formatDuration, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { recordingClient } from '../../etcd/recording-client.ts';
import type { Endpoint } from '../../runtime/runtime.ts';
import { worldOf, type Drill } from '../drill.ts';
import { expectationFailed } from '../expectation-failed.ts';

/**
 * Within tolerance the cluster owes an answer: a leader is there, and a write is acknowledged by
 * anybody after `since`. Beside the load a patient write goes to every member, because a cluster
 * that is slow but alive may answer later than the load's clients wait.
 * @throws {DoomsdayError} EXPECTATION_FAILED (missed) after `within`.
 */
export async function answersWithin(drill: Drill, within: Duration, since: number): Promise<void> {
  const { cluster, observer } = worldOf(drill);
  const over = new AbortController();
  let patient = false;
  const canaries = cluster.members.map(async (member) => {
    if (await acknowledges(drill, member, within, over.signal)) patient = true;
  });
  const look = async (): Promise<true> => {
    const acked = patient || (drill.recorder.counters.lastWriteAckNs ?? -1) > since;
    if (!acked) throw new Error('no write was acknowledged');
    if ((await observer.leader()) === undefined) throw new Error('no member leads');
    return true;
  };
  const { signal } = drill;
  try {
    await eventually('a leader and an acknowledged write', look, { within, signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw expectationFailed({
      message: 'the cluster did not answer although etcd tolerates so many faults',
      expected: `a leader and an acknowledged write within ${formatDuration(within)}`,
      observed: cause instanceof DoomsdayError ? (cause.facts.observed ?? '') : String(cause),
      next: 'the schedule of the storm is in the record: marks called storm-round',
      cause,
    });
  } finally {
    over.abort();
    await Promise.allSettled(canaries);
  }
}

/** One write of a value that nobody else writes; given up when somebody else has answered. */
async function acknowledges(
  drill: Drill,
  { name, client: link }: Member,
  within: Duration,
  over: AbortSignal,
): Promise<boolean> {
  const sink = drill.recorder;
  const { epoch } = worldOf(drill).cluster;
  const endpoint = link.fromHarness as Endpoint;
  const client = recordingClient({ sink, endpoint, member: name, epoch, probe: true });
  over.addEventListener('abort', () => client.close());
  const value = `storm-${sink.now()}-${name}`;
  const op = await client.call({ op: 'put', key: `canary/${name}`, value }, { within });
  client.close();
  return op.outcome === 'ok';
}
