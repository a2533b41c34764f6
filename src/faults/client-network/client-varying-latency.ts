import { formatDuration, nanos, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import {
  drawLatencies,
  LATENCY_TURNS,
  latenciesTold,
  turnLatencies,
  turnsPlan,
  type LatencyTurns,
} from '../latency-turns.ts';
import { newTrip, patience } from './client-latency.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { BOTH_WAYS } from './on-client-links.ts';
import { asNewcomer, askWithin, connectClients, SMALL } from './standing.ts';
import { lateBy } from './usual-trip.ts';

export const clientVaryingLatency = defineFault<LatencyTurns>({
  name: 'client-varying-latency',
  subject: 'client-network',
  summary: 'Adds latency to the client link of the target, another one at every turn.',
  params: LATENCY_TURNS,
  heals: 'the latency is taken off',
  proof: {
    bite: 'most answers over new connections take about twice the least latency, or longer, more than answers past the link at the same time, and some take much longer than others',
    end: 'three answers in a row over new connections, each faster than twice the least latency',
  },
  plan: turnsPlan,
  async inject(world, params) {
    const ms = drawLatencies(world.rng.fork('latency'), params);
    await connectClients(world);
    const ways = world.targets.flatMap(({ client: link }) =>
      BOTH_WAYS.map((stream) => ({ link, stream })),
    );
    await turnLatencies(world, ways, { ms, every: params.every });
    return latenciesTold(ms);
  },
  proveBiting(world, params) {
    const taken = new Map<Member, Duration[]>();
    const more = nanos(4 * (params.every + params.to));
    return clientsAreHarmed(world, (member) => seenVarying(world, member, { params, taken }), {
      more,
    });
  },
  proveGone: (world, params) =>
    clientsAreFree(world, without('latency'), (member) => soonInARow(world, member, params)),
});

/** Of the answers: one under way when the latency changes is let go at once. */
const MOST = 0.75;
/** Of the least that is added: two answers are compared, and neither is exact. */
const NEARLY = 0.75;
/** One early answer proves no end: the turn of a latency lets go what it held. */
const IN_A_ROW = 3;

async function seenVarying(
  world: FaultWorld,
  member: Member,
  { params: { from, to }, taken }: { params: LatencyTurns; taken: Map<Member, Duration[]> },
): Promise<string> {
  const limit = patience(world, nanos(2 * to));
  const atLeast = 2 * from * NEARLY;
  const trips = [...(taken.get(member) ?? []), await addedBy(member, limit)];
  taken.set(member, trips);
  const late = trips.filter((trip) => trip >= atLeast);
  const [fastest, slowest] = [Math.min(...late), Math.max(...late)];
  const range = `${formatDuration(fastest)} to ${formatDuration(slowest)}`;
  const seen = `${late.length} of ${trips.length} answers took ${range} more over ${member.client.name} than past it`;
  const few = late.length < trips.length * MOST;
  if (few || slowest - fastest < (to - from) / 4) throw new Error(seen);
  return seen;
}

/** What an answer over the link takes more than one past it: a busy machine makes both late. */
async function addedBy(member: Member, limit: Duration): Promise<Duration> {
  const direct = await member.machine.endpoint('client');
  const past = asNewcomer(direct, limit, (one) => askWithin(one, SMALL, limit));
  const [over, { tookNs }] = await Promise.all([newTrip(member, limit), past]);
  return nanos(Math.max(0, over - tookNs));
}

async function soonInARow(
  world: FaultWorld,
  member: Member,
  { from, to }: LatencyTurns,
): Promise<string> {
  const early = lateBy(world, member, nanos(2 * from));
  const trips: Duration[] = [];
  while (trips.length < IN_A_ROW) {
    const took = await newTrip(member, patience(world, nanos(2 * to)));
    if (took >= early) throw new Error(`an answer in ${formatDuration(took)}`);
    trips.push(took);
  }
  return `${member.client.name}: ${IN_A_ROW} answers in a row in ${formatDuration(nanos(Math.max(...trips)))} or less`;
}
