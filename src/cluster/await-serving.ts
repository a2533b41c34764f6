import type { Duration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { Cluster } from './cluster.ts';
import { unaskedEnd } from './unasked-end.ts';
import { observeMember } from './observe-member.ts';

/**
 * Waits until every member answers and all name the same leader in the same term.
 * @throws {DoomsdayError} CONDITION_NOT_REACHED with what each member said last; at once
 *   ETCD_ENDED when a member's process ends that nobody asked to end.
 */
export async function awaitServing(
  cluster: Cluster,
  { within, signal }: { within: Duration; signal?: AbortSignal },
): Promise<void> {
  const over = new AbortController();
  const signals = signal === undefined ? [over.signal] : [over.signal, signal];
  const serving = eventually('all members serve and agree on a leader', () => agree(cluster), {
    within,
    signal: AbortSignal.any(signals),
  });
  const ended = cluster.members.map(async ({ machine }) => {
    const error = await unaskedEnd(machine);
    if (error !== undefined) throw error;
    return await serving; // ended on purpose: what the others say decides
  });
  try {
    await Promise.race([serving, ...ended]);
  } finally {
    over.abort();
  }
}

async function agree(cluster: Cluster): Promise<true> {
  const views = await Promise.all(cluster.members.map((m) => observeMember(m, cluster)));
  const said = views.map(
    ({ sample }) => `${sample.leader ?? 'none'} in term ${sample.term ?? '?'}`,
  );
  const same = new Set(said).size === 1;
  if (views.every(({ sample }) => sample.up && sample.leader !== undefined) && same) return true;
  const all = views.map(
    ({ sample }, i) => `${sample.member}: ${sample.up ? said[i] : 'no answer'}`,
  );
  throw new Error(all.join(', '));
}
