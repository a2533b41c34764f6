import { eventually } from '../core/eventually.ts';
import { MARK } from '../history/marks.ts';
import { awaitServing } from '../cluster/await-serving.ts';
import { sameHash } from '../cluster/same-hash.ts';
import { note, worldOf, type Drill } from './drill.ts';

/**
 * Waits until the recovered cluster is whole: all voters up and agreeing on a leader, HashKV equal,
 * no alarm; then until every old watcher has heard from it. Both moments are marked.
 */
export async function confirmRedundancy(drill: Drill): Promise<void> {
  const { recorder, scene, signal, injections } = drill;
  const { cluster } = worldOf(drill);
  const limits = { within: scene.deadlines.restore, signal };
  await awaitServing(cluster, limits);
  const hash = await eventually('equal HashKV on all members', () => sameHash(cluster), limits);
  recorder.write({ t: 'mark', name: MARK.fullRedundancy, at: recorder.now(), detail: { hash } });
  // What was lost for good is gone when something serves in its place.
  for (const injection of injections) if (injection.name === 'lose') await injection.heal();
  note(drill, `${cluster.members.length} members serve again with equal hashes`);
  // Clients that stand back write nothing, and a watch of the future hears nothing until they do.
  if (drill.load?.standingBack === false) await watchersResume(drill);
}

/** Waits until every old watcher has heard from the new cluster, and marks the moment. */
export async function watchersResume(drill: Drill): Promise<void> {
  const { recorder, scene, signal, load } = drill;
  const { epoch } = worldOf(drill).cluster;
  await eventually(
    'every watcher heard from the new cluster',
    () => load?.watchers.allAnswered(epoch),
    {
      within: scene.deadlines.restore,
      signal,
    },
  );
  recorder.write({ t: 'mark', name: MARK.watchersResumed, at: recorder.now() });
}
