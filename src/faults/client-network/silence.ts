import { formatDuration, seconds, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import type { FaultWorld } from '../define-fault.ts';
import { SMALL, asNewcomer, askWithin, standingOf, clientEnd } from './standing.ts';
import { silenceOf } from './usual-trip.ts';

const PATIENT = seconds(1);

/** A client that stood and one that comes anew hear nothing, and are not told that anything ended. */
export async function bothHearNothing(world: FaultWorld, member: Member): Promise<string> {
  const silence = silenceOf(world, member);
  const hearNothing = (who: string, connection: PlainConnection): Promise<void> =>
    hearsNothing(who, connection, member, silence);
  await Promise.all([
    hearNothing('a standing connection', standingOf(world, member)),
    asNewcomer(clientEnd(member), silence, (connection) =>
      hearNothing('a new connection', connection),
    ),
  ]);
  const within = formatDuration(silence);
  return `${member.client.name}: a standing and a new connection stay open and hear nothing within ${within}`;
}

async function hearsNothing(
  who: string,
  connection: PlainConnection,
  member: Member,
  silence: Duration,
): Promise<void> {
  const before = connection.received;
  const answer = await askWithin(connection, SMALL, silence).catch(() => undefined);
  await laterOnesAreAnswered(member);
  if (answer !== undefined) throw new Error(`${who} answered in ${formatDuration(answer.tookNs)}`);
  if (connection.ended !== undefined) throw new Error(`${who} was ${connection.ended.how}`);
  const came = connection.received - before;
  if (came > 0) throw new Error(`${came} bytes came over ${who}`);
}

/**
 * On a busy machine an answer may take longer than the silence. So what both ends of the link are
 * asked after it, past the link, must be answered, and the answer over the link still be missing.
 */
async function laterOnesAreAnswered({ client, machine }: Member): Promise<void> {
  const directly = asNewcomer(await machine.endpoint('client'), PATIENT, (connection) =>
    askWithin(connection, SMALL, PATIENT),
  );
  await Promise.all([client.state(), directly]);
}

/** A client that comes anew has an answer. */
export async function newcomerIsAnswered(world: FaultWorld, member: Member): Promise<string> {
  const { tookNs } = await asNewcomer(clientEnd(member), world.proveWithin, (connection) =>
    askWithin(connection, SMALL, world.proveWithin),
  );
  return `${member.client.name}: an answer in ${formatDuration(tookNs)}`;
}
