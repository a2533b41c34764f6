import { millis, seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { GateTrip } from '../../runtime/runtime.ts';
import { defineFault } from '../define-fault.ts';
import { peerTrip } from '../proof.ts';
import { judgeable } from './baseline.ts';
import { provenWhole } from './cut-proof.ts';
import { linksOf, touching } from './direction.ts';
import { changesOf, putOnDirections } from './put-together.ts';

/** A reset is quick; what takes longer is silence. */
const QUICK = millis(500);

/** Ends every connection on the peer links of the targets at once, as long as it is held. */
export const reset = defineFault<object>({
  name: 'reset',
  subject: 'peer-network',
  summary: 'Ends every connection on the peer links of the target at once, standing and new ones.',
  params: {},
  heals: 'connections live again',
  proof: {
    bite: 'a connection over each of the links is ended before an answer, and not merely silent',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: () => ({}),
  inject: async (world) => {
    const end = { type: 'reset_peer', timeout: seconds(0) } as const;
    await putOnDirections(world, touching(world.cluster, world.targets), end);
  },
  async proveBiting(world) {
    const { proveWithin: within, signal } = world;
    const links = judgeable(world, linksOf(world.cluster, touching(world.cluster, world.targets)));
    const looks = links.map((peer) =>
      eventually(`a reset over ${peer.link.name}`, () => ended(peer), { within, signal }),
    );
    return `${(await Promise.all(looks)).join('; ')}; ${changesOf(world)}`;
  },
  proveGone: (world) => provenWhole(world, touching(world.cluster, world.targets)),
});

async function ended(peer: PeerLink): Promise<string> {
  const trip = await peerTrip(peer, QUICK);
  if (trip.ok || isSilence(trip)) throw new Error(trip.error ?? 'an answer');
  return `${peer.link.name}: ${trip.error ?? ''}`.replace(/ tcp .*: read/, '');
}

const isSilence = ({ error, tookNs }: GateTrip): boolean =>
  tookNs >= QUICK || /timeout|refused/.test(error ?? '');
