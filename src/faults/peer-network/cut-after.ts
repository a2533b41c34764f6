import { eventually } from '../../core/eventually.ts';
import { peerLinks, type PeerLink } from '../../cluster/cluster.ts';
import type { GateTrip } from '../../runtime/runtime.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import {
  answered,
  BULK_BYTES,
  BULK_WITHIN,
  bulkTrip,
  everythingCrosses,
  peerTrip,
} from '../proof.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { putTogether } from './put-together.ts';

export interface CutAfter {
  /** How much a connection carries towards the target before it ends; below 64 KiB. */
  readonly bytes: number;
}

/**
 * Ends each connection that a member dials to the target once it has carried so many bytes. Raft
 * sends a snapshot of the database to a member that lags too far behind in one such connection, so
 * it never gets through, while heartbeats and new entries, which ride on streams that the target
 * dials, do. Source: etcd server/etcdserver/api/rafthttp/snapshot_sender.go.
 */
export const cutAfter = defineFault<CutAfter>({
  name: 'cut-after',
  subject: 'peer-network',
  summary:
    'Ends every connection to the target once it carried some bytes: no snapshot gets through.',
  params: { bytes: 'how many bytes get through towards the target, below 65536' },
  heals: 'connections carry what they are given',
  proof: {
    bite: 'a small round trip comes back over each link to the target, and 64 KiB end half-way',
    end: '64 KiB get through every link to the target',
  },
  plan: ({ bytes }) => ({ bytes }),
  inject: async (world, { bytes }) => {
    const ways = leadingTo(world).map(({ link }) => ({ link, stream: 'upstream' as const }));
    await putTogether(world, ways, () => ({ type: 'limit_data', bytes }));
  },
  async proveBiting(world) {
    const { proveWithin: within, signal } = world;
    const looks = judgeable(world, leadingTo(world)).map((peer) =>
      eventually(`64 KiB end half-way over ${peer.link.name}`, () => endsHalfWay(world, peer), {
        within,
        signal,
      }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  async proveGone(world) {
    const { proveWithin: within, signal } = world;
    const links = crossedBefore(world, leadingTo(world)).filter(runs);
    const looks = links.map((peer) =>
      eventually(
        `64 KiB get through ${peer.link.name}`,
        async () => !runs(peer) || answered(await bulkTrip(peer, BULK_WITHIN)),
        { within, signal },
      ),
    );
    await Promise.all(looks);
    return `${await everythingCrosses(world, links)}; 64 KiB get through each`;
  },
});

const leadingTo = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  peerLinks(cluster).filter(({ to }) => targets.includes(to));

const runs = ({ from, to }: PeerLink): boolean =>
  from.machine.state === 'running' && to.machine.state === 'running';

async function endsHalfWay(world: FaultWorld, peer: PeerLink): Promise<string> {
  answered(await peerTrip(peer, world.proveWithin));
  const bulk: GateTrip = await bulkTrip(peer, BULK_WITHIN);
  if (bulk.ok || /timeout/.test(bulk.error ?? '')) throw new Error(bulk.error ?? 'all of it came');
  return `${BULK_BYTES} bytes end half-way over ${peer.link.name}`;
}
