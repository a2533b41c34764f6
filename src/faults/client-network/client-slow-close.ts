import { deadline } from '../../core/deadline.ts';
import { eventually } from '../../core/eventually.ts';
import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { putOnClientLinks } from './on-client-links.ts';
import { SMALL, allStanding, asNewcomer, clientEnd, connectClients } from './standing.ts';

export interface ClientSlowClose {
  /** From the end at one side until the other is told. */
  readonly delay: Duration;
}

export const clientSlowClose = defineFault<ClientSlowClose>({
  name: 'client-slow-close',
  subject: 'client-network',
  summary: 'Tells the end of a connection between clients and the target late to the other side.',
  params: { delay: 'from the end at one side until the other is told, a duration' },
  heals: 'ends are told at once',
  proof: {
    bite: 'the member closes after its answer, and its client is told only after half of the delay or more',
    end: 'its client is told sooner than that',
  },
  plan: ({ delay }) => ({ delayMs: toMillis(delay) }),
  async inject(world, { delay }) {
    await connectClients(world, { each: LOOKS });
    await putOnClientLinks(world, { type: 'slow_close', delay });
  },
  proveBiting: (world, { delay }) => {
    const spent = new Set<PlainConnection>();
    return clientsAreHarmed(world, (member) => toldLate(world, member, delay, spent), {
      more: nanos(delay * 3),
    });
  },
  proveGone: (world, { delay }) =>
    clientsAreFree(world, without('slow_close'), async (member) => {
      const gap = await fresh(world, member, delay);
      if (isLate(gap, delay)) throw new Error(`told ${formatDuration(gap)} after the answer`);
      return `${member.client.name}: told ${formatDuration(gap)} after the answer`;
    }),
});

/** A connection that stood is closed by the look at it: so many looks can fail but for the last. */
const LOOKS = 3;

/** One that stood is looked at when a new one was told late. */
async function toldLate(
  world: FaultWorld,
  member: Member,
  delay: Duration,
  spent: Set<PlainConnection>,
): Promise<string> {
  const late = await fresh(world, member, delay);
  if (!isLate(late, delay)) throw new Error(`told ${formatDuration(late)} after the answer`);
  const one = allStanding(world, member).find((connection) => !spent.has(connection));
  if (one === undefined) throw new Error('none of the standing connections was told late');
  spent.add(one);
  const stood = await closeGap(one, nanos(world.proveWithin + delay * 2));
  if (!isLate(stood, delay))
    throw new Error(`a standing one was told after ${formatDuration(stood)}`);
  const words = `${formatDuration(late)} and ${formatDuration(stood)}`;
  return `${member.client.name}: a new and a standing connection were told ${words} late`;
}

/**
 * Half of the delay is late enough: unharmed ends come with the answer, and a busy harness that
 * takes an answer late, and its end in time, sees less than the whole delay between them.
 */
const isLate = (gap: Duration, delay: Duration): boolean => gap >= delay / 2;

const fresh = (world: FaultWorld, member: Member, delay: Duration): Promise<Duration> => {
  const limit = nanos(world.proveWithin + delay * 2);
  return asNewcomer(clientEnd(member), limit, (connection) => closeGap(connection, limit));
};

/** Asks the member to close after its answer. @returns the time from the answer to the end. */
async function closeGap(connection: PlainConnection, within: Duration): Promise<Duration> {
  const silent = (): Error => new Error(`no answer within ${formatDuration(within)}`);
  await deadline(within, silent, () => connection.ask(SMALL, { last: true }));
  const answered = connection.now();
  const { atNs } = await eventually('the end of a connection', () => connection.ended, { within });
  return nanos(atNs - answered);
}
