import {
  formatDuration,
  millis,
  nanos,
  seconds,
  toMillis,
  type Duration,
} from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { pass } from '../../core/clock.ts';
import type { Rng } from '../../core/rng.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { flap, type Swing } from './flap.ts';
import { clientsAreFree, clientsAreHarmed } from './looks.ts';
import { SMALL, asNewcomer, askWithin, connectClients, standingOf, clientEnd } from './standing.ts';

export interface ClientFlapping {
  /** How long the link is down and up each time, on average; each is drawn from half to 1.5 of it. */
  readonly down: Duration;
  readonly up: Duration;
}

export const clientFlapping = defineFault<ClientFlapping>({
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
    end: 'a new connection lasts longer than the link was ever up',
  },
  plan: ({ down, up }) => ({ downMs: toMillis(down), upMs: toMillis(up) }),
  async inject(world, params) {
    const swings = drawSwings(world.rng, params);
    await connectClients(world);
    for (const { client } of world.targets) flap(client, swings, world.heal);
    return `down/up in ms, again and again: ${swings.map(words).join(' ')}`;
  },
  proveBiting: (world, { down, up }) =>
    clientsAreHarmed(world, (member) => fellTwice(world, member), { more: nanos((down + up) * 6) }),
  proveGone: (world, { up }) =>
    clientsAreFree(world, undefined, (member) => lasts(member, nanos(up * LONGEST + MORE)), {
      more: nanos(up * 2 * LONGEST),
    }),
});

const SWINGS = 16;
const LONGEST = 1.5;
const MORE = millis(200);
const QUICK = millis(150);
const PATIENT = seconds(1);

function drawSwings(rng: Rng, { down, up }: ClientFlapping): Swing[] {
  const about = (length: Duration): Duration =>
    millis(rng.int(Math.ceil(toMillis(length) / 2), Math.floor(toMillis(length) * LONGEST)));
  return Array.from({ length: SWINGS }, () => ({ down: about(down), up: about(up) }));
}

const words = ({ down, up }: Swing): string => `${toMillis(down)}/${toMillis(up)}`;

async function fellTwice(world: FaultWorld, member: Member): Promise<string> {
  const { proveWithin: within, signal } = world;
  const falls: string[] = [];
  for (const [what, wanted] of [
    ['failed', false],
    ['answered', true],
    ['failed', false],
  ] as const) {
    const look = async (): Promise<boolean> => (await answers(member)) === wanted;
    await eventually(`a new connection ${what}`, look, { within, signal });
    falls.push(what);
  }
  const { ended } = standingOf(world, member);
  if (ended === undefined) throw new Error('a standing connection still stands');
  return `${member.client.name}: the standing connection was ${ended.how}; new ones ${falls.join(', ')}`;
}

const answers = (member: Member): Promise<boolean> =>
  asNewcomer(clientEnd(member), QUICK, (connection) => askWithin(connection, SMALL, QUICK)).then(
    () => true,
    () => false,
  );

/** One connection is asked at both ends of the time. */
const lasts = (member: Member, length: Duration): Promise<string> =>
  asNewcomer(clientEnd(member), PATIENT, async (connection) => {
    await askWithin(connection, SMALL, PATIENT);
    await pass(length);
    await askWithin(connection, SMALL, PATIENT);
    return `${member.client.name}: one connection lasts for ${formatDuration(length)}`;
  });
