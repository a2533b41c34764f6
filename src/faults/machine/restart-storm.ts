import { pass } from '../../core/clock.ts';
import { millis, nanos, seconds, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Rng } from '../../core/rng.ts';
import type { Member } from '../../cluster/member.ts';
import { fetchMetrics } from '../../etcd/metrics.ts';
import { total } from '../../etcd/parse-metrics.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { RESTART, backAgain } from './start-again.ts';

export interface RestartStorm {
  /** How often each target ends and is started again. */
  readonly rounds: number;
  /** The longest that a target is down, and up, each time; drawn from zero. */
  readonly down: Duration;
  readonly up: Duration;
  /** How long a target that is asked to end may take. */
  readonly patience: Duration;
}

export const restartStorm = defineFault<RestartStorm>({
  name: 'restart-storm',
  subject: 'machine',
  summary:
    'Kills or terminates the targets one after the other and starts them again, over and over.',
  params: {
    rounds: 'how often each target ends and is started again',
    down: 'the longest that a target is down each time, a duration; drawn',
    up: 'the longest from a start to the next end, a duration; drawn',
    patience: 'how long a target that is terminated may take to end, a duration',
  },
  heals: 'the storm is over; a target that is down is started again',
  proof: {
    bite: 'so many ends were seen, and etcd tells a later start of its process than before',
    end: 'the members serve',
  },
  plan: ({ rounds, down, up, patience }) => ({
    ...{ rounds, downMs: toMillis(down), upMs: toMillis(up), patienceMs: toMillis(patience) },
  }),
  async inject(world, params) {
    const ends = drawEnds(world, params);
    const book: Book = { ends: [], startedAt: new Map() };
    books.set(world.heal, book);
    for (const member of world.targets) {
      book.startedAt.set(member.name, await startedAt(member));
      world.heal.push(`start ${member.name}`, () =>
        member.machine.state === 'stopped' ? member.machine.start(member.plan) : undefined,
      );
    }
    for (const end of ends) book.ends.push(await play(end, world, params));
    return ends.map(words).join(', ');
  },
  async proveBiting(world, { rounds }) {
    const { targets, proveWithin, signal } = world;
    const within = nanos(proveWithin + RESTART);
    const looks = targets.map((member) =>
      eventually(`${member.name} was restarted`, () => restarted(world, member, rounds), {
        within,
        signal,
      }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: (world) => backAgain(world),
});

interface End {
  readonly member: Member;
  readonly how: 'kill' | 'terminate';
  readonly down: Duration;
  readonly up: Duration;
}

/** What the storm saw, by injection: its heal stack is its own. */
interface Book {
  readonly ends: string[];
  readonly startedAt: Map<string, number>;
}

const books = new WeakMap<HealStack, Book>();

function drawEnds({ rng, targets }: FaultWorld, { rounds, down, up }: RestartStorm): End[] {
  return Array.from({ length: rounds }, () =>
    rng.shuffle(targets).map((member) => {
      const how = rng.pick(['kill', 'terminate'] as const);
      return { member, how, down: drawn(rng, down), up: drawn(rng, up) };
    }),
  ).flat();
}

const drawn = (rng: Rng, most: Duration): Duration =>
  millis(rng.int(0, Math.floor(toMillis(most))));

const words = ({ member, how, down, up }: End): string =>
  `${how} ${member.name} (down ${toMillis(down)} ms, up ${toMillis(up)} ms)`;

/** @returns whose end was seen. */
async function play(
  { member, how, down, up }: End,
  { signal }: FaultWorld,
  { patience }: RestartStorm,
): Promise<string> {
  const { name, machine, plan } = member;
  await (how === 'kill' ? machine.kill() : machine.stop(patience));
  await pass(down, signal);
  await machine.start(plan);
  await pass(up, signal);
  return name;
}

async function restarted(world: FaultWorld, member: Member, rounds: number): Promise<string> {
  const book = books.get(world.heal);
  const seen = book?.ends.filter((name) => name === member.name).length ?? 0;
  if (seen !== rounds) throw new Error(`${seen} ends were seen`);
  const before = book?.startedAt.get(member.name) ?? Infinity;
  const now = await startedAt(member);
  if (now <= before) throw new Error('its process is the one that ran before');
  return `${member.name} ended ${seen} times; its process is ${(now - before).toFixed(1)} s younger`;
}

/** When etcd's process was started, by its own metrics, in seconds since 1970. */
async function startedAt({ machine, name }: Member): Promise<number> {
  const metrics = await fetchMetrics(await machine.endpoint('client'), { within: QUICK });
  const at = total(metrics, 'process_start_time_seconds');
  if (at === undefined) throw new Error(`${name} does not tell when it was started`);
  return at;
}

const QUICK = seconds(5);
