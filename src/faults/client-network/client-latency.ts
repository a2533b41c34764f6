import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { whileEndsAreQuick } from './quick-ends.ts';
import { SMALL, asNewcomer, askWithin, standingOf, clientEnd, unlessEnded } from './standing.ts';
import { lateBy, usualTrip } from './usual-trip.ts';

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
    bite: 'answers over a connection that stood and three new ones all take twice the latency, and half of that more than before; who is asked past the link answers sooner all the while',
    end: 'answers over a connection that stood, if it still does, and a new one, each at its fastest, take less than that',
  },
  plan: ({ oneWay }) => ({ oneWayMs: toMillis(oneWay) }),
  inject: (world, { oneWay }) => onClientLinks(world, { type: 'latency', latency: oneWay }),
  proveBiting: (world, { oneWay }) =>
    clientsAreHarmed(world, (member) => allAreLate(world, member, nanos(oneWay * 2)), {
      more: nanos(oneWay * 6),
    }),
  proveGone: (world, { oneWay }) => {
    const best = new Map<Member, Duration[]>();
    return clientsAreFree(world, without('latency'), async (member) => {
      const trips = await bothTrips(world, member, patience(world, nanos(oneWay * 2)));
      const fastest = trips.map((took, i) => nanos(Math.min(took, best.get(member)?.[i] ?? took)));
      best.set(member, fastest);
      const early = lateBy(world, member, nanos(oneWay * 2));
      if (Math.max(...fastest) >= early) throw new Error(`answers in ${words(fastest)}`);
      const over = fastest.length === 1 ? 'the connection that stood has ended; a new one ' : '';
      return `${member.client.name}: ${over}answers in ${words(fastest)}`;
    });
  },
});

/** Asked side by side they cost one delay; one slow answer after any number of quick ones is none. */
const NEWCOMERS = 3;

async function allAreLate(world: FaultWorld, member: Member, added: Duration): Promise<string> {
  const [limit, late] = [patience(world, added), lateBy(world, member, added)];
  const chance = nanos(late - usualTrip(world, member)); // more could make an answer late
  const fresh = Array.from({ length: NEWCOMERS }, () => () => newTrip(member, limit));
  const asked = [() => standingTrip(world, member, limit), ...fresh];
  const trips = await whileEndsAreQuick(member, chance, () =>
    Promise.all(asked.map((ask) => ask())),
  );
  if (Math.min(...trips) < late) throw new Error(`answers in ${words(trips)}`);
  return `${member.client.name}: answers in ${words(trips)}, past the link sooner`;
}

/** How long an answer takes over a new connection; before it, over the one that stood, if it does. */
async function bothTrips(world: FaultWorld, member: Member, limit: Duration): Promise<Duration[]> {
  const stood = await unlessEnded(standingOf(world, member), () =>
    standingTrip(world, member, limit),
  );
  return [await newTrip(member, limit), ...(stood === undefined ? [] : [stood])];
}

export const patience = ({ proveWithin }: FaultWorld, added: Duration): Duration =>
  nanos(proveWithin + added * 2);

const standingTrip = async (world: FaultWorld, member: Member, limit: Duration) =>
  (await askWithin(standingOf(world, member), SMALL, limit)).tookNs;

/** How long an answer over a new connection takes. */
export const newTrip = (member: Member, limit: Duration): Promise<Duration> =>
  asNewcomer(clientEnd(member), limit, async (one) => (await askWithin(one, SMALL, limit)).tookNs);

const words = (trips: readonly Duration[]): string => trips.map(formatDuration).join(' and ');
