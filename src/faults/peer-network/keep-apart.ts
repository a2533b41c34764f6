import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { NoTarget } from '../no-target.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import type { Direction } from './direction.ts';
import type { Pair } from './groups.ts';
import { putOnDirections } from './put-together.ts';

/** Who must not hear whom, and how it is told. */
export interface Apart {
  readonly pairs: readonly Pair<Member>[];
  /** The draw, in one sentence. */
  readonly drawn: string;
}

/** Harm and proofs of every fault that keeps pairs of members apart, in both directions, lossy. */
export const keepApart = <P>(apartOf: (world: FaultWorld, params: P) => Apart) => ({
  inject: async (world: FaultWorld, params: P): Promise<string> => {
    const { pairs, drawn } = apartOf(world, params);
    if (pairs.length === 0) throw nobodyApart(drawn);
    await putOnDirections(world, bothWays(pairs), { type: 'timeout', timeout: seconds(0) });
    return drawn;
  },
  proveBiting: (world: FaultWorld, params: P): Promise<string> =>
    provenCut(world, bothWays(apartOf(world, params).pairs)),
  proveGone: (world: FaultWorld, params: P): Promise<string> =>
    provenWhole(world, bothWays(apartOf(world, params).pairs)),
});

/** `m1 m3 | m2`. */
export const groupsTold = (groups: readonly (readonly Member[])[]): string =>
  groups.map((group) => group.map((m) => m.name).join(' ') || 'nobody').join(' | ');

const nobodyApart = (observed: string): NoTarget =>
  new NoTarget({ expected: 'members on both sides', observed, lasting: true });

const bothWays = (pairs: readonly Pair<Member>[]): Direction[] =>
  pairs.flatMap(([a, b]) => [
    { from: a, to: b },
    { from: b, to: a },
  ]);
