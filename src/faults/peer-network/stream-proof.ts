import { startClock } from '../../core/clock.ts';
import { millis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { FaultWorld } from '../define-fault.ts';
import { nameOf, type Direction } from './direction.ts';
import { watchStream, type StreamState, type StreamWatch } from './stream-watch.ts';
import { lookAtTraffic } from './traffic.ts';

/** A look reads the metrics of every member, which keeps each of them busy for some 7 ms. */
const EVERY = millis(20);

/** What the standing raft streams must show, direction by direction. */
export interface Wanted {
  readonly cut: readonly Direction[];
  readonly carries: readonly Direction[];
}

/**
 * Looks at etcd's own counters on both ends of the standing raft streams until each direction shows
 * what is wanted: in one that is cut the sender goes on sending and nothing arrives; in one that
 * carries something arrives. Raft says something between a leader and the others (heartbeats and
 * their answers), and from a member that campaigns; between two followers it says nothing, and such
 * a direction is told as idle: there the round trips over new connections are the proof. A
 * direction whose end does not run is left out.
 */
export async function streamsShow(world: FaultWorld, wanted: Wanted): Promise<string> {
  const watches = [
    ...wanted.cut.map((d) => watchStream(d, 'cut')),
    ...wanted.carries.map((d) => watchStream(d, 'carries')),
  ];
  const members = [...new Set(watches.flatMap(({ direction: { from, to } }) => [from, to]))];
  const clock = startClock();
  const look = async (): Promise<true> => {
    const traffic = await lookAtTraffic(members);
    for (const watch of watches) watch.look(traffic, clock.now());
    return allShown(watches);
  };
  const { proveWithin: within, signal } = world;
  await eventually('the raft streams show the fault', look, { within, every: EVERY, signal });
  return told(watches);
}

function allShown(watches: readonly StreamWatch[]): true {
  const open = watches.find((watch) => runs(watch) && watch.shown() === undefined);
  if (open !== undefined) throw new Error(open.words());
  return true;
}

const runs = ({ direction: { from, to } }: StreamWatch): boolean =>
  from.machine.state === 'running' && to.machine.state === 'running';

const WORDS: Readonly<Record<StreamState, string>> = {
  cut: 'what is sent does not arrive',
  carries: 'messages arrive',
  idle: 'nothing is said',
};

function told(watches: readonly StreamWatch[]): string {
  const byState = Map.groupBy(watches, (watch) => watch.shown());
  const parts = [...byState].flatMap(([state, some]) => {
    if (state === undefined) return [];
    return [`${WORDS[state]} ${some.map((w) => nameOf(w.direction)).join(', ')}`];
  });
  return `standing streams: ${parts.join('; ')}`;
}
