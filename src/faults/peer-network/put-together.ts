import { startClock } from '../../core/clock.ts';
import { nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import { changeTogether } from '../../links/change-together.ts';
import type { AppliedToxic, Toxic } from '../../links/link.ts';
import type { FaultWorld } from '../define-fault.ts';
import { takeOff } from '../take-off.ts';
import { lookBefore } from './baseline.ts';
import { waysOf, type Direction, type Way } from './direction.ts';

/** How long the changes of each injection took; its undos are what an injection is known by. */
const windows = new WeakMap<HealStack, { changes: number; took: Duration }>();

/** Puts a toxic on everything that carries `directions`: the undo first, then all at once. */
export const putOnDirections = (
  world: FaultWorld,
  directions: readonly Direction[],
  toxic: Toxic,
): Promise<AppliedToxic[]> => putTogether(world, directions.flatMap(waysOf), () => toxic);

/** Of these the proofs compare times; a rate of 0 is a freeze. */
const isTimed = (toxic: Toxic): boolean =>
  toxic.type === 'latency' || (toxic.type === 'bandwidth' && toxic.kilobytesPerSecond > 0);

/** Puts a toxic on each of `ways`, all at once, and takes them off again when it is healed. */
export async function putTogether(
  world: FaultWorld,
  ways: readonly Way[],
  toxic: (way: Way) => Toxic,
): Promise<AppliedToxic[]> {
  await lookBefore(world, { timed: ways.some((way) => isTimed(toxic(way))) });
  const asked: Promise<AppliedToxic>[] = [];
  world.heal.push(`take ${ways.length} toxics off`, () => takeOff(asked));
  const put = (way: Way): Promise<AppliedToxic> => {
    const adding = way.link.add(toxic(way), way.stream);
    asked.push(adding);
    return adding;
  };
  const clock = startClock();
  const { begin, end, results } = await changeTogether(ways, put, () => clock.now());
  windows.set(world.heal, { changes: ways.length, took: nanos(end - begin) });
  return [...results];
}

/** From the first request to the last answer, in which each toxic was read back too. */
export const changeWindow = ({ heal }: FaultWorld): Duration => windows.get(heal)?.took ?? nanos(0);

/** `16 changes within 4.1 ms`. */
export const changesOf = (world: FaultWorld): string => {
  const changes = windows.get(world.heal)?.changes ?? 0;
  return `${changes} changes within ${toMillis(changeWindow(world)).toFixed(1)} ms`;
};
