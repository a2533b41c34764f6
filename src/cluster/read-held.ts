import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Duration } from '../core/duration.ts';
import { accessOf } from '../etcd/access.ts';
import { heldLeases } from '../etcd/held-leases.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Access, HeldLeases } from '../history/types.ts';
import type { Member } from './member.ts';

/** The leases that a member tells at this moment. Rejects with gRPC's error. */
export async function readLeases(
  { machine }: Member,
  { within, sink }: { within: Duration; sink: Pick<HistorySink, 'now'> },
): Promise<HeldLeases> {
  const held = await heldLeases(await machine.endpoint('client'), within);
  return { until: sink.now(), held };
}

/**
 * Who may do what, as a member answers it; undefined where it tells nobody who is not logged in, or
 * is a 3.4. Rejects with any other error of gRPC.
 */
export async function readAccess(
  { machine }: Member,
  within: Duration,
): Promise<Access | undefined> {
  try {
    return await accessOf(await machine.endpoint('client'), within);
  } catch (error) {
    const said = error instanceof DoomsdayError ? (error.facts.observed ?? '') : '';
    if (SILENT.some((text) => said.includes(text))) return undefined;
    throw error;
  }
}

const SILENT = ['UNIMPLEMENTED', 'etcdserver: user name is empty'];
