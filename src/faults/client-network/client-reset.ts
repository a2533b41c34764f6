import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { newcomerIsAnswered } from './silence.ts';
import { SMALL, asNewcomer, askWithin, standingOf, clientEnd } from './standing.ts';

/**
 * Toxiproxy sets what makes a close a reset when a connection begins: one that stood is closed, a
 * new one is reset. Source: Toxiproxy 2.12 link.go, toxics/reset_peer.go. Where the container
 * engine's own port proxy is on the way, it hands a reset on as a close: clients see the end alone.
 */
export const clientReset = defineFault<object>({
  name: 'client-reset',
  subject: 'client-network',
  summary: 'Ends every connection of a client to the target as soon as it asks.',
  params: {},
  heals: 'connections last again',
  proof: {
    bite: 'a connection that stood and a new one end when they ask; the member answers directly',
    end: 'an answer over a new connection',
  },
  plan: () => ({}),
  inject: (world) => onClientLinks(world, { type: 'reset_peer', timeout: seconds(0) }),
  proveBiting: (world) => clientsAreHarmed(world, (member) => bothEnd(world, member)),
  proveGone: (world) =>
    clientsAreFree(world, without('reset_peer'), (member) => newcomerIsAnswered(world, member)),
});

async function bothEnd(world: FaultWorld, member: Member): Promise<string> {
  const stood = standingOf(world, member);
  if (stood.ended === undefined) await asks(world, stood);
  const fresh = await asNewcomer(clientEnd(member), world.proveWithin, async (connection) => {
    await asks(world, connection);
    return connection.ended?.how;
  });
  if (fresh === undefined) throw new Error('a new connection still stands');
  if (stood.ended === undefined) throw new Error('a standing connection still stands');
  return `${member.client.name}: a standing connection was ${stood.ended.how}, a new one ${fresh}`;
}

async function asks(world: FaultWorld, connection: Parameters<typeof askWithin>[0]): Promise<void> {
  const answer = await askWithin(connection, SMALL, world.proveWithin).catch(() => undefined);
  if (answer !== undefined) throw new Error('a question was answered');
}
