import { eventually } from '../../core/eventually.ts';
import { formatDuration, millis, nanos, toSeconds, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { LARGE, asNewcomer, askWithin, standingOf, staysOn, clientEnd } from './standing.ts';

export interface ClientBandwidth {
  /** What the link lets through each way; Toxiproxy counts in 1000. */
  readonly bytesPerSecond: number;
}

/** Toxiproxy delivers in pieces of 100 ms. Source: toxics/bandwidth.go. */
const LOOKED_AT = millis(500);
const PIECES = 1.25;

export const clientBandwidth = defineFault<ClientBandwidth>({
  name: 'client-bandwidth',
  subject: 'client-network',
  summary: 'Lets only so many bytes a second through the client link of the target, each way.',
  params: { bytesPerSecond: 'let through each way, bytes a second' },
  heals: 'the limit is taken off; nothing was lost',
  proof: {
    bite: 'a long answer comes in no faster, over a connection that stood and a new one',
    end: 'a long answer comes in faster',
  },
  plan: ({ bytesPerSecond }) => ({ bytesPerSecond }),
  inject: (world, { bytesPerSecond }) =>
    onClientLinks(world, { type: 'bandwidth', kilobytesPerSecond: bytesPerSecond / 1000 }),
  proveBiting: (world, { bytesPerSecond: most }) =>
    clientsAreHarmed(world, (member) => bothAreSlow(world, member, most)),
  proveGone: (world, { bytesPerSecond: limit }) =>
    clientsAreFree(world, 'bandwidth', (member) => isFast(world, member, limit)),
});

async function bothAreSlow(world: FaultWorld, member: Member, most: number): Promise<string> {
  // The limit is each connection's own. Source: Toxiproxy 2.12, toxics/bandwidth.go.
  const rates = await Promise.all([
    rateOver(standingOf(world, member)),
    staysOn(world, member).then(rateOver),
  ]);
  const words = rates.map((rate) => `${rate} B/s`).join(' and ');
  if (rates.some((rate) => rate === 0 || rate > most * PIECES)) throw new Error(words);
  return `${member.client.name}: ${words} over a standing and a new connection`;
}

/** What comes in of a long answer, from its first byte on, in bytes a second. */
async function rateOver(connection: PlainConnection): Promise<number> {
  const before = connection.received;
  if (connection.pending === undefined) void connection.ask(LARGE);
  await eventually('a first byte', () => connection.received > before, { within: LOOKED_AT });
  const [since, from] = [connection.now(), connection.received];
  const answer = await askWithin(connection, LARGE, LOOKED_AT).catch(() => undefined);
  if (answer !== undefined) return perSecond(answer.bytes, answer.tookNs);
  return perSecond(connection.received - from, nanos(connection.now() - since));
}

async function isFast(world: FaultWorld, member: Member, limit: number): Promise<string> {
  const { bytes, tookNs } = await asNewcomer(clientEnd(member), world.proveWithin, (connection) =>
    askWithin(connection, LARGE, world.proveWithin),
  );
  const words = `${bytes} bytes in ${formatDuration(tookNs)}`;
  if (perSecond(bytes, tookNs) <= limit * PIECES) throw new Error(words);
  return `${member.client.name}: ${words}`;
}

const perSecond = (bytes: number, length: Duration): number =>
  Math.round(bytes / toSeconds(length));
