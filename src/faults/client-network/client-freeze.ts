import { formatDuration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { bothHearNothing, newcomerIsAnswered } from './silence.ts';
import { SMALL, askWithin, standingOf, unlessEnded } from './standing.ts';

/** `bandwidth 0` holds what is sent back and delivers it when it is taken off. */
export const clientFreeze = defineFault<object>({
  name: 'client-freeze',
  subject: 'client-network',
  summary: 'Freezes the client link of the target, lossless: what is sent arrives when it thaws.',
  params: {},
  heals: 'the link thaws; nothing was lost',
  proof: {
    bite: 'a connection that stood and a new one hear nothing; the member answers directly',
    end: 'the question that was asked in the frost is answered over the connection that stood; where that has ended, a new one is answered',
  },
  plan: () => ({}),
  inject: (world) => onClientLinks(world, { type: 'bandwidth', kilobytesPerSecond: 0 }),
  proveBiting: (world) => clientsAreHarmed(world, (member) => bothHearNothing(world, member)),
  proveGone: (world) =>
    clientsAreFree(world, without('bandwidth'), (member) => thawed(world, member)),
});

async function thawed(world: FaultWorld, member: Member): Promise<string> {
  const heard = await unlessEnded(standingOf(world, member), (connection) =>
    askWithin(connection, SMALL, world.proveWithin),
  );
  const again = await newcomerIsAnswered(world, member);
  if (heard === undefined)
    return `the connection that stood has ended, so a new one tells: ${again}`;
  return `the connection that stood had its answer after ${formatDuration(heard.tookNs)}; ${again}`;
}
