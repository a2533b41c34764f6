import { eventually } from '../core/eventually.ts';
import { formatDuration, seconds, toMillis, type Duration } from '../core/duration.ts';
import type { Link } from '../links/link.ts';
import type { GateTrip, Machine } from '../runtime/runtime.ts';
import { upstreamOf } from '../cluster/build-cluster.ts';
import type { PeerLink } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import type { FaultWorld } from './define-fault.ts';

export const peerTrip = ({ from, link }: PeerLink, within: Duration): Promise<GateTrip> =>
  from.machine.gateTrip(link.fromMachines, 'http', within);

/** The same trip past the link: what it takes is the machines' own, and not the link's. */
export const directTrip = ({ from, to }: PeerLink, within: Duration): Promise<GateTrip> =>
  from.machine.gateTrip(upstreamOf(to.machine, 'peer'), 'http', within);

/** What a bulk trip sends before it waits for an answer. */
export const BULK_BYTES = 65_536;

/** How long one bulk trip may take where nothing slows it; it is looked at again. */
export const BULK_WITHIN = seconds(1);

export const bulkTrip = ({ from, link }: PeerLink, within: Duration): Promise<GateTrip> =>
  from.machine.gateTrip(link.fromMachines, 'bulk', within);

/** Until the far end has ended the connection after its answer. */
export const closeTrip = ({ from, link }: PeerLink, within: Duration): Promise<GateTrip> =>
  from.machine.gateTrip(link.fromMachines, 'close', within);

export const diskTrip = ({ machine, disk }: Member, within: Duration): Promise<GateTrip> =>
  machine.gateTrip(disk.fromMachines, 'echo', within);

/** Looks until a round trip comes back over every one of `links` whose dialler lives. */
export async function everythingCrosses(
  world: FaultWorld,
  links: readonly PeerLink[],
): Promise<string> {
  const alive = links.filter(({ from, to }) => canDial(from.machine) && canDial(to.machine));
  const { proveWithin: within, signal } = world;
  const trips = await Promise.all(
    alive.map((peer) =>
      eventually(
        `a round trip over ${peer.link.name}`,
        async () => answered(await peerTrip(peer, within)),
        {
          within,
          signal,
        },
      ),
    ),
  );
  return `round trips over ${names(alive)} in ${slowest(trips)} or less`;
}

/** @returns the trip, or throws what went wrong, so that `eventually` can tell it. */
export function answered(trip: GateTrip): GateTrip {
  if (!trip.ok) throw new Error(trip.error ?? 'no answer');
  return trip;
}

/** @returns the trip when it took at least `atLeast`; throws its time otherwise. */
export function slowed(trip: GateTrip, atLeast: Duration): GateTrip {
  if (answered(trip).tookNs < atLeast) {
    throw new Error(`a round trip in ${formatDuration(trip.tookNs)}`);
  }
  return trip;
}

/** A dead or paused machine's gate cannot be asked; its silence proves nothing about links. */
const canDial = (machine: Machine): boolean => machine.state === 'running';

const names = (links: readonly { link: Link }[]): string =>
  links.map((l) => l.link.name).join(', ');

const slowest = (trips: readonly GateTrip[]): string =>
  `${toMillis(Math.max(0, ...trips.map((t) => t.tookNs)) as Duration).toFixed(1)} ms`;
