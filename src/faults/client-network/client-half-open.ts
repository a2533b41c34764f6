import { deadline } from '../../core/deadline.ts';
import { eventually } from '../../core/eventually.ts';
import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { clientsAreFree, clientsAreHarmed, without } from './looks.ts';
import { onClientLinks } from './on-client-links.ts';
import { bothHearNothing, newcomerIsAnswered } from './silence.ts';
import { endingCalls } from './ending-calls.ts';
import { callsStarted, grpcStanding } from './grpc-standing.ts';
import { silenceOf } from './usual-trip.ts';

export interface ClientHalfOpen {
  /** `answers`: what clients ask is done, and they never hear of it. */
  readonly lost: 'requests' | 'answers';
}

export const clientHalfOpen = defineFault<ClientHalfOpen>({
  name: 'client-half-open',
  subject: 'client-network',
  summary: 'Loses one direction of the client link of the target; connections seem to stand.',
  params: { lost: 'requests, or answers: then what was asked is done, and nobody hears of it' },
  heals: 'both directions carry again; the connections are closed',
  proof: {
    bite: "open connections hear no answer, and etcd's count of calls tells which direction is lost; where requests are, the ends of calls that stood are heard: the member ends them by itself",
    end: 'an answer over a new connection',
  },
  plan: ({ lost }) => ({ lost }),
  async inject(world, { lost }) {
    await grpcStanding.open(world);
    if (lost === 'requests') await endingCalls.open(world);
    const stream = lost === 'requests' ? 'upstream' : 'downstream';
    await onClientLinks(world, { type: 'timeout', timeout: seconds(0) }, [stream]);
  },
  proveBiting: (world, params) =>
    clientsAreHarmed(world, async (member) => {
      const looks = [bothHearNothing(world, member), oneWayOnly(world, member, params)];
      if (params.lost === 'requests') looks.push(endsAreHeard(world, member));
      return (await Promise.all(looks)).join('; ');
    }),
  async proveGone(world) {
    grpcStanding.close(world);
    endingCalls.close(world);
    return await clientsAreFree(world, without('timeout'), (member) =>
      newcomerIsAnswered(world, member),
    );
  },
});

/** Asks something that nobody else asks, over a gRPC connection that stood, and looks who counts it. */
async function oneWayOnly(
  world: FaultWorld,
  member: Member,
  { lost }: ClientHalfOpen,
): Promise<string> {
  const before = await callsStarted(member);
  const late = (): Error => new Error('silence');
  const heard = await deadline(silenceOf(world, member), late, () =>
    grpcStanding.ask(world, member),
  ).then(
    () => true,
    () => false,
  );
  if (heard) throw new Error('a call over a standing connection was answered');
  const arrived = (await callsStarted(member)) - before;
  if (lost === 'answers' && arrived === 0) throw new Error('no call arrived at the member');
  if (lost === 'requests' && arrived > 0) throw new Error(`${arrived} calls arrived at the member`);
  return `of a call nobody heard an answer, ${arrived} arrived at ${member.name}`;
}

/** Else all is lost, not the requests alone: what the member says of itself still comes in. */
async function endsAreHeard(world: FaultWorld, member: Member): Promise<string> {
  const { proveWithin: within, signal } = world;
  const since = endingCalls.now(world, member);
  const what = `${member.name} is heard to end a call`;
  await eventually(what, () => endingCalls.heard(world, member, since) > 0, { within, signal });
  return what;
}
