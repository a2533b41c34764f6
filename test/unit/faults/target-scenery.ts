import { seededRng } from '../../../src/core/rng.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { NoTarget } from '../../../src/faults/no-target.ts';
import type { TargetNeed } from '../../../src/faults/target-need.ts';
import { resolveTargets, type TargetSpec } from '../../../src/faults/target.ts';
import type { MachineState } from '../../../src/runtime/runtime.ts';

/** What a target is drawn in. */
export interface Scenery {
  /** Of m1, m2, …. */
  readonly states: readonly MachineState[];
  /** Who leads; absent = nobody. */
  readonly leads?: string;
  readonly seed?: string;
  readonly need?: TargetNeed;
}

/** As much of a cluster as a draw looks at. */
export const membersThatAre = (states: readonly MachineState[]): Cluster => {
  const members = states.map((state, i) => {
    const name = `m${i + 1}`;
    return { name, machine: { name, state } } as unknown as Member;
  });
  return { epoch: 1, version: '3.7.1', token: 't', members };
};

/** The names in their order, or everything that is said of why there are none. */
export async function outcomeOf(spec: TargetSpec, scenery: Scenery): Promise<unknown> {
  const { states, leads, seed = '1', need = {} } = scenery;
  const cluster = membersThatAre(states);
  const leader = async () => cluster.members.find(({ name }) => name === leads);
  try {
    const found = await resolveTargets(spec, { cluster, rng: seededRng(seed), leader, need });
    return found.map(({ name }) => name).join(' ');
  } catch (error) {
    if (!(error instanceof NoTarget)) throw error;
    const { facts, exit, lasting } = error;
    const { cause: _, ...told } = facts;
    return { ...told, exit, lasting };
  }
}

/** Everything that so many seeds draw, sorted; the order of members is the seed's for a link only. */
export async function drawnFrom(
  spec: TargetSpec,
  scenery: Scenery,
  seeds: number,
): Promise<string[]> {
  const drawn = new Set<string>();
  for (let seed = 0; seed < seeds; seed++) {
    const names = await outcomeOf(spec, { ...scenery, seed: String(seed) });
    const words = String(names).split(' ');
    drawn.add((typeof spec === 'object' ? words : words.toSorted()).join(' '));
  }
  return [...drawn].toSorted();
}
