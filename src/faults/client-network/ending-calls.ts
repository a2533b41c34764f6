import { connect, type ClientHttp2Session } from 'node:http2';
import { createConnection } from 'node:net';
import { startClock } from '../../core/clock.ts';
import { deadline } from '../../core/deadline.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Member } from '../../cluster/member.ts';
import { frame, requestHeaders } from '../../etcd/grpc-frame.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answeredBefore, clientEnd } from './standing.ts';

/** A call that has an answer only when something changes: the member ends it at its deadline. */
const WATCH = '/grpc.health.v1.Health/Watch';
const FIRST = millis(50);
const EVERY = millis(50);
const OFTEN = 20;

/** One connection whose calls the member ends, one after the other. */
interface Ending {
  readonly session: ClientHttp2Session;
  /** When the member's word of an end came in, in nanoseconds of `now`. */
  readonly at: number[];
  readonly now: () => number;
}

const endings = new WeakMap<HealStack, Map<string, Ending>>();

/**
 * Calls that stand before the harm and that the member ends by itself, at a deadline of each its
 * own: its word comes over the connection although nothing is asked any more. So the direction of
 * the answers can be seen to carry where that of the requests does not.
 */
export const endingCalls = {
  async open(world: FaultWorld): Promise<void> {
    const mine = new Map<string, Ending>();
    endings.set(world.heal, mine);
    await answeredBefore(world, async (member) => {
      mine.set(member.name, await opened(member, world.proveWithin));
    });
  },
  /** Nanoseconds to compare with those of `heard`. */
  now: ({ heal }: FaultWorld, { name }: Member): number => endings.get(heal)?.get(name)?.now() ?? 0,
  /** How many calls the member ended whose end came in after `since`. */
  heard({ heal }: FaultWorld, { name }: Member, since: number): number {
    return (
      endings
        .get(heal)
        ?.get(name)
        ?.at.filter((at) => at >= since).length ?? 0
    );
  },
  close({ heal }: FaultWorld): void {
    for (const { session } of endings.get(heal)?.values() ?? []) session.destroy();
  },
};

/** Dials and sends the calls. @returns when each has begun to be answered. */
async function opened(member: Member, within: Duration): Promise<Ending> {
  const { host, port } = clientEnd(member);
  const session = connect(`http://${host}:${port}`, {
    createConnection: () => createConnection({ host, port, noDelay: true }),
  });
  session.on('error', () => undefined); // then nothing more is heard
  const clock = startClock();
  const ending: Ending = { session, at: [], now: () => clock.now() };
  const late = (): Error => new Error(`no call began within ${formatDuration(within)}`);
  const begun = deadlines(within).map((length) => call(ending, length));
  await deadline(within, late, () => Promise.all(begun)).catch((error: unknown) => {
    session.destroy();
    throw error;
  });
  return ending;
}

/** Often at first, that a proof need not wait; then at twice the time before, till it is over. */
function deadlines(within: Duration): Duration[] {
  const lengths = Array.from({ length: OFTEN }, (_, i) => nanos(FIRST + EVERY * i));
  for (let next = nanos(EVERY * OFTEN * 2); ; next = nanos(next * 2)) {
    lengths.push(next);
    if (next > within) return lengths;
  }
}

/** Resolves when the member has begun to answer. */
function call({ session, at, now }: Ending, length: Duration): Promise<void> {
  const stream = session.request(requestHeaders(WATCH, length));
  stream.on('error', () => undefined).resume();
  // By a status, or by a reset of the stream: grpc-go does the one or the other at a deadline.
  stream.once('close', () => at.push(now()));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.once('response', () => resolve());
  stream.once('close', () => reject(new Error('a call ended before it was answered')));
  stream.end(frame(Buffer.alloc(0)));
  return promise;
}
