import { pass } from '../../core/clock.ts';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import { EXIT } from '../../core/verdict.ts';
import type { TargetSpec } from '../../faults/target.ts';
import { note, worldOf, type Drill } from '../drill.ts';
import { faultNamed } from '../faults-by-name/faults-by-name.ts';
import type { NamedFault } from '../faults-by-name/named.ts';
import { unmetNeeds } from '../unmet-needs.ts';

/** A row of a table: which fault hits whom. */
export interface NamedHarm {
  readonly fault: string;
  readonly target: TargetSpec;
}

/**
 * Does all of them, each with its own proof, and lets the scene's time pass; they bite together
 * until they are healed.
 */
export async function harmAtOnce(drill: Drill, rows: readonly NamedHarm[]): Promise<void> {
  const faults = known(drill, rows);
  for (const [i, { target }] of rows.entries()) await (faults[i] as NamedFault).add(drill, target);
  note(drill, `${rows.length} faults bite at once`);
  await pass(drill.scene.phases.hold, drill.signal);
}

/** One after the other: each is proven, held for the scene's time, healed and proven gone. */
export async function harmInSequence(drill: Drill, rows: readonly NamedHarm[]): Promise<void> {
  const faults = known(drill, rows);
  for (const [i, { target }] of rows.entries()) {
    const injection = await (faults[i] as NamedFault).add(drill, target);
    await pass(drill.scene.phases.hold, drill.signal);
    await injection.heal();
  }
}

/** All rows are looked up before the first harm. */
function known(drill: Drill, rows: readonly NamedHarm[]): NamedFault[] {
  const faults = rows.map(({ fault }) => faultNamed(fault));
  const { runtime, version, cluster } = worldOf(drill);
  const around = { runtime: runtime.name, etcd: version, members: cluster.members.length };
  const facts = faults.map((fault) => fault.facts);
  const observed = unmetNeeds(facts, around);
  if (observed === undefined) return faults;
  throw new DoomsdayError({
    code: 'FAULT_CANNOT_HAPPEN',
    message: 'a fault of the table cannot happen here',
    observed,
    exit: EXIT.inconclusive,
  });
}
