import { eventually } from '../../core/eventually.ts';
import { formatDuration, nanos, seconds, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainConnection } from '../../etcd/plain-connection.ts';
import type { Toxic } from '../../links/link.ts';
import type { FaultWorld } from '../define-fault.ts';
import { SMALL, asNewcomer, askWithin, hangUp } from './standing.ts';

/** More time than the proof's own, where a single look lasts long. */
interface Patience {
  readonly more?: Duration;
}

/**
 * Proves the harm on every target: `look` throws while it does not show. The member itself must
 * answer whoever asks it directly, or it is its own silence that clients see.
 */
export async function clientsAreHarmed(
  world: FaultWorld,
  look: (member: Member) => Promise<string>,
  { more = nanos(0) }: Patience = {},
): Promise<string> {
  const { targets, proveWithin, signal } = world;
  const within = nanos(proveWithin + more);
  const looks = targets.map(async (member) => {
    const harm = await eventually(`clients of ${member.name} are harmed`, () => look(member), {
      within,
      signal,
    });
    const itself = await eventually(`${member.name} answers directly`, () => itselfSays(member), {
      within,
      signal,
    });
    return `${harm}; ${itself}`;
  });
  return (await Promise.all(looks)).join('; ');
}

/** Whoever asks for its status or its metrics may wait as long as its disk stalls. */
async function itselfSays({ name, machine }: Member): Promise<string> {
  const ask = (connection: PlainConnection) => askWithin(connection, SMALL, DIRECT);
  const { tookNs } = await asNewcomer(await machine.endpoint('client'), DIRECT, ask);
  return `${name} itself answers in ${formatDuration(tookNs)}`;
}

const DIRECT = seconds(1);

/**
 * Proves the end on every target: `look` throws while it does not show. Nobody can be asked over
 * the link of a member that has died meanwhile: there `ifDead` looks at the link itself.
 */
export async function clientsAreFree(
  world: FaultWorld,
  ifDead: (member: Member) => Promise<string>,
  look: (member: Member) => Promise<string>,
  { more = nanos(0) }: Patience = {},
): Promise<string> {
  const { targets, proveWithin, signal } = world;
  const within = nanos(proveWithin + more);
  const free = (member: Member): Promise<string> =>
    member.machine.state === 'running' ? look(member) : ifDead(member);
  const looks = targets.map((member) =>
    eventually(`clients of ${member.name} get through`, () => free(member), { within, signal }),
  );
  try {
    return (await Promise.all(looks)).join('; ');
  } finally {
    hangUp(world);
  }
}

/** The link of one that has died carries no such harm any more. */
export const without =
  (harm: Toxic['type']) =>
  async ({ client, machine }: Member): Promise<string> => {
    const { toxics } = await client.state();
    const left = toxics.filter(({ type }) => type === harm).map(({ name }) => name);
    if (left.length > 0) throw new Error(`${client.name} still has ${left.join(', ')}`);
    return `${client.name} is clean; its member is ${machine.state}`;
  };
