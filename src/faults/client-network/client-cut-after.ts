import { deadline } from '../../core/deadline.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { LARGE, asNewcomer, askWithin, standingOf, clientEnd } from './standing.ts';

export interface ClientCutAfter {
  /** What a connection carries towards the client before it is closed. */
  readonly bytes: number;
}

export const clientCutAfter = defineFault<ClientCutAfter>({
  name: 'client-cut-after',
  subject: 'client-network',
  summary: 'Closes every connection of a client when so many bytes have come from the target.',
  params: { bytes: 'carried towards the client before the end, bytes' },
  heals: 'connections last again',
  proof: {
    bite: 'a connection that stood and a new one end in the midst of an answer, at that byte',
    end: 'a connection carries more than that',
  },
  plan: ({ bytes }) => ({ bytes }),
  inject: (world, { bytes }) => onClientLinks(world, { type: 'limit_data', bytes }, ['downstream']),
  proveBiting: (world, { bytes }) => {
    const before = new Map(world.targets.map((m) => [m, standingOf(world, m).received]));
    return clientsAreHarmed(world, async (member) => {
      const [stood, fresh] = await bothCarried(world, member, bytes);
      const carried = [stood - (before.get(member) ?? 0), fresh];
      if (carried.some((n) => n !== bytes)) throw new Error(`${carried.join(' and ')} bytes came`);
      return `${member.client.name}: a standing and a new connection ended after ${bytes} bytes`;
    });
  },
  proveGone: (world, { bytes }) =>
    clientsAreFree(world, without('limit_data'), async (member) => {
      const carried = await newCarried(world, member, bytes);
      if (carried <= bytes) throw new Error(`a connection ended after ${carried} bytes`);
      return `${member.client.name}: a connection carried ${carried} bytes`;
    }),
});

async function bothCarried(
  world: FaultWorld,
  member: Member,
  bytes: number,
): Promise<readonly [number, number]> {
  const stood = standingOf(world, member);
  return [
    await drain(world, stood, stood.received + bytes),
    await newCarried(world, member, bytes),
  ];
}

const newCarried = (world: FaultWorld, member: Member, bytes: number): Promise<number> =>
  asNewcomer(clientEnd(member), world.proveWithin, (connection) => drain(world, connection, bytes));

/**
 * Asks again and again until more than `limit` bytes have come in all, or the connection ends.
 * @throws where neither is so within the time of a proof: who hears nothing would wait for ever.
 */
async function drain(
  { proveWithin }: FaultWorld,
  connection: PlainConnection,
  limit: number,
): Promise<number> {
  const late = (): Error => new Error(`${connection.received} bytes came, and no end`);
  return await deadline(proveWithin, late, async (signal) => {
    while (connection.ended === undefined && connection.received <= limit && !signal.aborted)
      await askWithin(connection, LARGE, proveWithin).catch(() => undefined);
    return connection.received;
  });
}
