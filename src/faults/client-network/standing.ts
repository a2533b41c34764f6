import { deadline } from '../../core/deadline.ts';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import { formatDuration, nanos, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import { EXIT } from '../../core/verdict.ts';
import type { Member } from '../../cluster/member.ts';
import { openPlain, type PlainAnswer, type PlainConnection } from '../../etcd/plain-connection.ts';
import type { Endpoint } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';
import { rememberTrip } from './usual-trip.ts';

/**
 * A path that etcd refuses at once. Whatever it does serve may wait for something: /version reads
 * the backend, and hangs while a commit of it waits for the disk (3.7.1).
 */
export const SMALL = '/trip';
/** One whose answer has tens of kilobytes. */
export const LARGE = '/metrics';

/** The connections of clients, by injection: its heal stack is its own. */
interface Connected {
  /** Those that stood before the harm, by member. */
  readonly stood: Map<string, PlainConnection[]>;
  readonly newcomers: PlainConnection[];
}
const connected = new WeakMap<HealStack, Connected>();

/** The fastest of so many answers is what one usually takes. */
const USUAL_OF = 3;

export const clientEnd = ({ client }: Member): Endpoint => client.fromHarness as Endpoint;

/**
 * Dials every target over its client link, as a client does, and has answers over each connection.
 * @throws {DoomsdayError} SILENT_BEFORE_HARM (inconclusive): another harm may keep one silent.
 */
export async function connectClients(world: FaultWorld, { each = 1 } = {}): Promise<void> {
  const stood = new Map(world.targets.map(({ name }): [string, PlainConnection[]] => [name, []]));
  connected.set(world.heal, { stood, newcomers: [] });
  await answeredBefore(world, async (member) => {
    const dials = Array.from({ length: each }, () => dialled(world, member));
    rememberTrip(world, member, nanos(Math.min(...(await Promise.all(dials)))));
  }).catch((error: unknown) => {
    hangUp(world);
    throw error;
  });
}

/** @returns what the fastest answer took: another one may be slow by chance. */
async function dialled({ heal, proveWithin }: FaultWorld, member: Member): Promise<number> {
  const connection = await openPlain(clientEnd(member), proveWithin);
  connected.get(heal)?.stood.get(member.name)?.push(connection);
  const took: number[] = [];
  while (took.length < USUAL_OF)
    took.push((await askWithin(connection, SMALL, proveWithin)).tookNs);
  return Math.min(...took);
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

/** The connections of clients that were there before the harm. */
export const allStanding = ({ heal }: FaultWorld, { name }: Member): readonly PlainConnection[] =>
  connected.get(heal)?.stood.get(name) ?? [];

/** One of them. */
export function standingOf(world: FaultWorld, member: Member): PlainConnection {
  const [found] = allStanding(world, member);
  if (found === undefined) throw new Error(`no client was connected to ${member.name} before`);
  return found;
}

/**
 * What `work` finds over a connection that stood; undefined where it has ended. Whom it led to was
 * restarted or replaced, or another fault has closed it: then newcomers alone can tell anything.
 */
export async function unlessEnded<T>(
  connection: PlainConnection,
  work: (connection: PlainConnection) => Promise<T>,
): Promise<T | undefined> {
  try {
    return connection.ended === undefined ? await work(connection) : undefined;
  } catch (error) {
    if (connection.ended !== undefined) return undefined;
    throw error;
  }
}

/**
 * Dials anew and stays on until `hangUp`. Who hangs up in the midst of a held answer keeps
 * Toxiproxy from taking a bandwidth toxic off for 5 s. Source: Toxiproxy 2.12, toxics/bandwidth.go.
 */
export async function staysOn(world: FaultWorld, member: Member): Promise<PlainConnection> {
  const connection = await openPlain(clientEnd(member), world.proveWithin);
  connected.get(world.heal)?.newcomers.push(connection);
  return connection;
}

export function hangUp({ heal }: FaultWorld): void {
  const { stood, newcomers } = connected.get(heal) ?? { stood: new Map(), newcomers: [] };
  for (const connection of [...stood.values(), newcomers].flat()) connection.close();
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
