import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { SMALL, asNewcomer, askWithin, standingOf, clientEnd } from './standing.ts';

export interface ClientLatency {
  /** Added on each way; a round trip takes twice that. */
  readonly oneWay: Duration;
}

export const clientLatency = defineFault<ClientLatency>({
  name: 'client-latency',
  subject: 'client-network',
  summary: 'Adds latency to the client link of the target.',
  params: { oneWay: 'added on each way, a duration' },
  heals: 'the latency is taken off',
  proof: {
    bite: 'answers over a connection that stood and a new one take at least twice the latency',
    end: 'answers over both, each at its fastest, take less than that',
  },
  plan: ({ oneWay }) => ({ oneWayMs: toMillis(oneWay) }),
  inject: (world, { oneWay }) => onClientLinks(world, { type: 'latency', latency: oneWay }),
  proveBiting: (world, { oneWay }) =>
    clientsAreHarmed(
      world,
      async (member) => {
        const trips = await bothTrips(world, member, oneWay);
        if (Math.min(...trips) < oneWay * 2) throw new Error(`answers in ${words(trips)}`);
        return `${member.client.name}: answers in ${words(trips)}`;
      },
      { more: nanos(oneWay * 6) },
    ),
  proveGone: (world, { oneWay }) => {
    const best = new Map<Member, Duration[]>();
    return clientsAreFree(world, 'latency', async (member) => {
      const trips = await bothTrips(world, member, oneWay);
      const fastest = trips.map((took, i) => nanos(Math.min(took, best.get(member)?.[i] ?? took)));
      best.set(member, fastest);
      if (Math.max(...fastest) >= oneWay * 2) throw new Error(`answers in ${words(fastest)}`);
      return `${member.client.name}: answers in ${words(fastest)}`;
    });
  },
});

/** How long an answer takes over the connection that stood, and over a new one. */
async function bothTrips(world: FaultWorld, member: Member, oneWay: Duration): Promise<Duration[]> {
  const limit = nanos(world.proveWithin + oneWay * 3);
  const stood = await askWithin(standingOf(world, member), SMALL, limit);
  const fresh = await asNewcomer(clientEnd(member), limit, (one) => askWithin(one, SMALL, limit));
  return [stood.tookNs, fresh.tookNs];
}

const words = (trips: readonly Duration[]): string => trips.map(formatDuration).join(' and ');
