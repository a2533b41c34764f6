import { formatDuration, millis, nanos, toSeconds, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { limitedTo, lookAtFullAnswers, usualAnswer } from './full-answer.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { putOnClientLinks } from './on-client-links.ts';
import { whileEndsAreQuick } from './quick-ends.ts';
import {
  LARGE,
  asNewcomer,
  askWithin,
  clientEnd,
  connectClients,
  standingOf,
  staysOn,
} from './standing.ts';

export interface ClientBandwidth {
  /** What the link lets through each way; Toxiproxy counts in 1000. */
  readonly bytesPerSecond: number;
}

/** A look takes so long; more where a long answer took a third of it before the harm. */
const LOOKED_AT = millis(150);
const ANSWERS = 3;
/** Each further look takes twice as long, so often: on a busy machine nothing is quick for a moment. */
const DOUBLED = 3;
/** Toxiproxy delivers in pieces of 100 ms. Source: toxics/bandwidth.go. */
const PIECE = millis(100);

export const clientBandwidth = defineFault<ClientBandwidth>({
  name: 'client-bandwidth',
  subject: 'client-network',
  summary: 'Lets only so many bytes a second through the client link of the target, each way.',
  params: {
    bytesPerSecond:
      'let through each way, bytes a second; so few that a long answer (/metrics) takes clearly longer than before',
  },
  heals: 'the limit is taken off; nothing was lost',
  proof: {
    bite: 'a long answer comes in no faster, and later than before, over a connection that stood and a new one',
    end: 'a long answer comes in faster',
  },
  plan: ({ bytesPerSecond }) => ({ bytesPerSecond }),
  async inject(world, { bytesPerSecond }) {
    await connectClients(world);
    await lookAtFullAnswers(world, bytesPerSecond);
    const kilobytesPerSecond = bytesPerSecond / 1000;
    await putOnClientLinks(world, { type: 'bandwidth', kilobytesPerSecond });
  },
  proveBiting: (world, { bytesPerSecond: most }) => {
    const looks = new Map<Member, number>();
    return clientsAreHarmed(world, (member) => {
      const before = looks.get(member) ?? 0;
      looks.set(member, before + 1);
      return bothAreSlow(world, member, { most, before });
    });
  },
  proveGone: (world, { bytesPerSecond: limit }) =>
    clientsAreFree(world, without('bandwidth'), (member) => isFast(world, member, limit)),
});

async function bothAreSlow(
  world: FaultWorld,
  member: Member,
  { most, before }: { most: number; before: number },
): Promise<string> {
  // The limit is each connection's own. Source: Toxiproxy 2.12, toxics/bandwidth.go.
  const both = [standingOf(world, member), await staysOn(world, member)];
  const shortest = Math.max(LOOKED_AT, usualAnswer(world, member) * ANSWERS);
  const look = nanos(shortest * 2 ** Math.min(before, DOUBLED));
  const seen = await whileEndsAreQuick(member, look, () =>
    Promise.all(both.map((connection) => slowOver(world, member, { connection, most, look }))),
  );
  return `${member.client.name}: ${seen.join(' and ')} over a standing and a new connection`;
}

interface Look {
  readonly connection: PlainConnection;
  readonly most: number;
  readonly look: Duration;
}

/** What comes in of a long answer: all of it, but late, or some of it, but too little. */
async function slowOver(
  world: FaultWorld,
  member: Member,
  { connection, most, look }: Look,
): Promise<string> {
  const [before, since] = [connection.received, connection.now()];
  const answer = await askWithin(connection, LARGE, look).catch(() => undefined);
  if (answer !== undefined) {
    const { bytes, tookNs } = answer;
    const words = `${bytes} bytes in ${formatDuration(tookNs)}`;
    if (tookNs < limitedTo(world, member, most, bytes)) throw new Error(words);
    return words;
  }
  const [came, elapsed] = [connection.received - before, nanos(connection.now() - since)];
  const words = `${came} bytes in ${formatDuration(elapsed)}`;
  if (came === 0 || came > most * toSeconds(nanos(elapsed + PIECE))) throw new Error(words);
  return words;
}

async function isFast(world: FaultWorld, member: Member, limit: number): Promise<string> {
  const { bytes, tookNs } = await asNewcomer(clientEnd(member), world.proveWithin, (connection) =>
    askWithin(connection, LARGE, world.proveWithin),
  );
  const words = `${bytes} bytes in ${formatDuration(tookNs)}`;
  if (tookNs >= limitedTo(world, member, limit, bytes)) throw new Error(words);
  return `${member.client.name}: ${words}`;
}
