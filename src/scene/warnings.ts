import { formatDuration, nanos, seconds } from '../core/duration.ts';
import type { Scene } from './scene.ts';

/** What is allowed and yet worth knowing, one sentence each. */
export function sceneWarnings(scene: Scene): string[] {
  const { members, etcd, network, faults } = scene;
  const roundTrip = 2 * network.peerLatency;
  const election = `etcd.election of ${formatDuration(etcd.election)}`;
  const { storm, terminate } = faults;
  const ends = nanos(seconds(6) + 2 * etcd.election);
  return [
    members % 2 === 0 &&
      `${members} members tolerate as many losses as ${members - 1}: an odd number is advised`,
    etcd.election < 10 * roundTrip &&
      `${election} is under 10 times the peers' round trip of ${formatDuration(roundTrip)}: elections may start without cause`,
    etcd.heartbeat < roundTrip / 2 &&
      `etcd.heartbeat of ${formatDuration(etcd.heartbeat)} is under half the peers' round trip of ${formatDuration(roundTrip)}`,
    faults.diskStall.hold <= etcd.election &&
      `faults.diskStall.hold of ${formatDuration(faults.diskStall.hold)} is not longer than ${election}: a stalled leader may keep its office`,
    storm.answerWithin <= 2 * etcd.election &&
      `faults.storm.answerWithin of ${formatDuration(storm.answerWithin)} is not longer than two times ${election}: a lost leader may be missed for that long`,
    terminate.patience < ends &&
      `faults.terminate.patience of ${formatDuration(terminate.patience)} is under ${formatDuration(ends)}: with ${election} a member whose clients watch may take that long to end`,
  ].filter((text) => text !== false);
}
