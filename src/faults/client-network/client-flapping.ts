import { formatDuration, millis, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { pass, startClock } from '../../core/clock.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { drawSwings, LONGEST, swingsTold, type Swing } from '../swings.ts';
import { flap } from './flap.ts';
import { clientsAreFree, clientsAreHarmed } from './looks.ts';
import { SMALL, asNewcomer, askWithin, connectClients, standingOf, clientEnd } from './standing.ts';
import { silenceOf } from './usual-trip.ts';

/** How long the link is down and up each time is drawn, from half to 1.5 of what is asked for. */
export const clientFlapping = defineFault<Swing>({
  name: 'client-flapping',
  subject: 'client-network',
  summary: 'Takes the client link of the target down and up, over and over: connections end.',
  params: {
    down: 'down each time, on average, a duration; from half to 1.5 of it is drawn',
    up: 'up each time, likewise',
  },
  heals: 'the link stays up',
  proof: {
    bite: 'the connection that stood ended, and new ones failed, were answered and failed again',
    end: 'a new connection lasts longer than the link was ever up; where the target has died, its link stays up for so long',
  },
  plan: ({ down, up }) => ({ downMs: toMillis(down), upMs: toMillis(up) }),
  async inject(world, params) {
    const swings = drawSwings(world.rng, params);
    await connectClients(world);
    for (const { client } of world.targets) flap(client, swings, world.heal);
    return swingsTold(swings);
  },
  proveBiting: (world, { down, up }) =>
    clientsAreHarmed(world, (member) => fellTwice(world, member), { more: nanos((down + up) * 6) }),
  proveGone: (world, params) => {
    const length = nanos(params.up * LONGEST + MORE);
    return clientsAreFree(
      world,
      (member) => staysUp(member, length, params),
      (member) => lasts(world, member, length),
      { more: nanos(params.up * 2 * LONGEST) },
    );
  },
});

/** How much later than it was drawn the next fall may come on a busy machine. */
const MORE = millis(500);
const OFTEN = millis(20);

async function fellTwice(world: FaultWorld, member: Member): Promise<string> {
  const { proveWithin: within, signal } = world;
  const falls: string[] = [];
  for (const [what, wanted] of [
    ['failed', false],
    ['answered', true],
    ['failed', false],
  ] as const) {
    const look = async (): Promise<boolean> => (await answers(world, member)) === wanted;
    await eventually(`a new connection ${what}`, look, { within, signal });
    falls.push(what);
  }
  const { ended } = standingOf(world, member);
  if (ended === undefined) throw new Error('a standing connection still stands');
  return `${member.client.name}: the standing connection was ${ended.how}; new ones ${falls.join(', ')}`;
}

function answers(world: FaultWorld, member: Member): Promise<boolean> {
  const quick = silenceOf(world, member);
  return asNewcomer(clientEnd(member), quick, (one) => askWithin(one, SMALL, quick)).then(
    () => true,
    () => false,
  );
}

/** One connection is asked at both ends of the time. */
const lasts = ({ proveWithin }: FaultWorld, member: Member, length: Duration): Promise<string> =>
  asNewcomer(clientEnd(member), proveWithin, async (connection) => {
    await askWithin(connection, SMALL, proveWithin);
    await pass(length);
    await askWithin(connection, SMALL, proveWithin);
    return `${member.client.name}: one connection lasts for ${formatDuration(length)}`;
  });

/**
 * Nobody can be asked over the link of one that has died: Toxiproxy is, so often that no look at
 * the link misses a turn. @throws where it was down, or was looked at too seldom to tell.
 */
async function staysUp(
  { client, machine }: Member,
  length: Duration,
  { down }: Swing,
): Promise<string> {
  const clock = startClock();
  const shortest = down / 2;
  for (let asked = 0, before = 0; before < length; before = asked) {
    asked = clock.now();
    const { enabled } = await client.state();
    if (!enabled) throw new Error(`${client.name} is down`);
    if (clock.now() - before >= shortest) throw new Error('looked at too seldom to tell');
    await pass(nanos(Math.min(OFTEN, shortest / 4)));
  }
  return `${client.name} stays up for ${formatDuration(length)}; its member is ${machine.state}`;
}
