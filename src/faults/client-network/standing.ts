import { deadline } from '../../core/deadline.ts';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import { EXIT } from '../../core/verdict.ts';
import type { Member } from '../../cluster/member.ts';
import { openPlain, type PlainAnswer, type PlainConnection } from '../../etcd/plain-connection.ts';
import type { Endpoint } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';

/**
 * A path that etcd refuses at once. Whatever it does serve may wait for something: /version reads
 * the backend, and hangs while a commit of it waits for the disk (3.7.1).
 */
export const SMALL = '/trip';
/** One whose answer has tens of kilobytes. */
export const LARGE = '/metrics';

/** The connections that stood before the harm, by injection: its heal stack is its own. */
const standing = new WeakMap<HealStack, Map<string, PlainConnection>>();

export const clientEnd = ({ client }: Member): Endpoint => client.fromHarness as Endpoint;

/**
 * Dials every target over its client link, as a client does, and has one answer over it.
 * @throws {DoomsdayError} SILENT_BEFORE_HARM (inconclusive): another harm may keep one silent.
 */
export async function connectClients(world: FaultWorld): Promise<void> {
  const { heal, proveWithin } = world;
  const connections = new Map<string, PlainConnection>();
  standing.set(heal, connections);
  await answeredBefore(world, async (member) => {
    const connection = await openPlain(clientEnd(member), proveWithin);
    connections.set(member.name, connection);
    await askWithin(connection, SMALL, proveWithin);
  }).catch((error: unknown) => {
    hangUp(world);
    throw error;
  });
}

/** Asks every target. @throws {DoomsdayError} SILENT_BEFORE_HARM where one does not answer. */
export async function answeredBefore(
  { targets, proveWithin }: FaultWorld,
  ask: (member: Member) => Promise<unknown>,
): Promise<void> {
  await Promise.all(targets.map(ask)).catch((cause: unknown) => {
    throw new DoomsdayError({
      code: 'SILENT_BEFORE_HARM',
      message:
        'a client was not answered before its link was harmed, so nothing could be told apart',
      expected: `an answer of ${targets.map((m) => m.name).join(', ')} within ${formatDuration(proveWithin)}`,
      observed: cause instanceof Error ? cause.message : String(cause),
      likely: 'an earlier fault still keeps the member from answering',
      next: 'heal before this step, or aim at another member',
      exit: EXIT.inconclusive,
      cause,
    });
  });
}

/** The connection of a client that was there before the harm. */
export function standingOf({ heal }: FaultWorld, { name }: Member): PlainConnection {
  const found = standing.get(heal)?.get(name);
  if (found === undefined) throw new Error(`no client was connected to ${name} before`);
  return found;
}

/**
 * Dials anew and stays on until `hangUp`. Who hangs up in the midst of a held answer keeps
 * Toxiproxy from taking a bandwidth toxic off for 5 s. Source: Toxiproxy 2.12, toxics/bandwidth.go.
 */
export async function staysOn(world: FaultWorld, member: Member): Promise<PlainConnection> {
  const connection = await openPlain(clientEnd(member), world.proveWithin);
  const known = standing.get(world.heal);
  known?.set(`${member.name}, the newcomer ${known.size}`, connection);
  return connection;
}

export function hangUp({ heal }: FaultWorld): void {
  for (const connection of standing.get(heal)?.values() ?? []) connection.close();
}

/** Asks, or goes on waiting for the answer that is under way. */
export async function askWithin(
  connection: PlainConnection,
  path: string,
  within: Duration,
): Promise<PlainAnswer> {
  const late = (): Error => new Error(`no answer within ${formatDuration(within)}`);
  return await deadline(within, late, () => connection.pending ?? connection.ask(path));
}

/** What a client does that comes anew: dials, works, and hangs up. */
export async function asNewcomer<T>(
  at: Endpoint,
  within: Duration,
  work: (connection: PlainConnection) => Promise<T>,
): Promise<T> {
  const connection = await openPlain(at, within);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}
