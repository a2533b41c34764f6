import { note, worldOf, type Drill } from '../drill.ts';
import { playStorm } from './play-storm.ts';
import { stormOf } from './storm-of.ts';

/** Draws the scene's storm from the drill's seed and plays it. */
export async function seededStorm(drill: Drill): Promise<void> {
  const { runtime, version, cluster } = worldOf(drill);
  const around = { runtime: runtime.name, etcd: version, members: cluster.members.length };
  const rounds = stormOf(drill.rng.fork('storm'), {
    scene: drill.scene,
    around,
    start: drill.start,
  });
  const faults = rounds.reduce((sum, { harms }) => sum + harms.length, 0);
  note(drill, `the seed drew ${faults} faults in ${rounds.length} rounds`);
  await playStorm(drill, rounds);
}
