import { seconds } from '../../core/duration.ts';
import { defineFault } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { bothHearNothing, newcomerIsAnswered } from './silence.ts';

/** `timeout 0` drops what is sent and keeps the connections, as a broken network does. */
export const clientCut = defineFault<object>({
  name: 'client-cut',
  subject: 'client-network',
  summary: 'Cuts the client link of the target, lossy, both ways; its peer links stay up.',
  params: {},
  heals: 'the link carries again; connections that were cut are closed',
  proof: {
    bite: 'a connection that stood and a new one hear nothing; the member answers directly',
    end: 'an answer over a new connection',
  },
  plan: () => ({}),
  inject: (world) => onClientLinks(world, { type: 'timeout', timeout: seconds(0) }),
  proveBiting: (world) => clientsAreHarmed(world, (member) => bothHearNothing(world, member)),
  proveGone: (world) =>
    clientsAreFree(world, without('timeout'), (member) => newcomerIsAnswered(world, member)),
});
