import { pass } from '../core/clock.ts';
import { millis, nanos, seconds, type Duration } from '../core/duration.ts';
import type { EtcdEndpoint } from '../etcd/connection.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Request } from '../history/types.ts';
import { Gate } from './gate.ts';
import { ProbeTarget } from './probe-target.ts';
import { UnderWay } from './under-way.ts';

export interface ProbesPlan {
  readonly sink: HistorySink;
  readonly endpoints: ReadonlyMap<string, EtcdEndpoint>;
  readonly epoch: () => number;
  /** Default 20 ms. It is the resolution of every time that clients observe. */
  readonly every?: Duration;
  /**
   * Default 1 s: above the longest wait of a healthy cluster (a put while a follower takes over
   * is answered late, not lost), and short enough to let go of a hung member soon.
   */
  readonly timeout?: Duration;
  /** Ticks that earlier probes of this cluster had; default 0. Keeps values unique. */
  readonly firstTick?: number;
}

export interface ProbeTotals {
  readonly sent: number;
  /** Left out because too many waited for that member already. */
  readonly skipped: number;
  /** Whole ticks left out because the harness itself came too late for them. */
  readonly late: number;
}

export interface Probes {
  /** No new probes; resolves when those under way are back. */
  pause(): Promise<void>;
  /** Probes again, beginning at once. */
  resume(): void;
  totals(): ProbeTotals;
  /** Ends probing; resolves when the probes under way are back, at the latest after the timeout. */
  stop(): Promise<void>;
}

/** Where probes write: keys of their own, `probe/0` to `probe/4`. */
const PROBE_PREFIX = 'probe/';
const KEYS = 5;
const EVERY = millis(20);

/**
 * Asks, open-loop: at each tick one linearizable read and one write of a unique value, to the
 * member whose turn it is and to every member that did not answer, or has not yet, last time. So
 * the first answer after an outage is late by at most one tick and the time to connect, whichever
 * member gives it, and a healthy cluster is asked only twice a tick.
 */
export function startProbes(plan: ProbesPlan): Probes {
  const members = targets(plan);
  const calls = new UnderWay();
  const gate = new Gate();
  const ending = new AbortController();
  const totals = { sent: 0, skipped: 0, late: 0 };
  let broken: { readonly by: unknown } | undefined;
  const ask = async (member: ProbeTarget, req: Request): Promise<void> => {
    try {
      totals[(await member.probe(req)) ? 'sent' : 'skipped'] += 1;
    } catch (error) {
      broken ??= { by: error };
      ending.abort();
    }
  };
  const onTick = (n: number): void =>
    members.forEach((member, i) => {
      if (member.answers(['put', 'get']) && i !== n % members.length) return;
      for (const req of pair(n, i)) void calls.track(ask(member, req));
    });
  const onLate = (): unknown => totals.late++;
  const running = tick({ ...plan, gate, signal: ending.signal, onTick, onLate });

  return {
    pause: async () => {
      gate.shut();
      await calls.allBack();
    },
    resume: () => gate.open(),
    totals: () => ({ ...totals }),
    stop: async () => {
      ending.abort();
      gate.open();
      await running;
      await calls.allBack();
      for (const member of members) member.close();
      if (broken !== undefined) throw broken.by;
    },
  };
}

interface Ticks extends Pick<ProbesPlan, 'sink' | 'every' | 'firstTick'> {
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onTick: (n: number) => void;
  /** The harness came too late for a tick: it is left out, the later ones stay at their times. */
  readonly onLate: () => void;
}

async function tick({ sink, every = EVERY, firstTick = 0, ...plan }: Ticks): Promise<void> {
  const { gate, signal, onTick, onLate } = plan;
  let due = sink.now();
  for (let n = firstTick; !signal.aborted; n++) {
    onTick(n);
    due += every;
    for (; sink.now() >= due + every; due += every) onLate();
    await pass(nanos(Math.max(0, due - sink.now())), signal).catch(() => undefined);
    if (gate.isOpen) continue;
    await gate.passable();
    due = sink.now();
  }
}

/** A hung member has one pair for each tick of the timeout waiting; that many never lead to skips. */
function targets({ sink, endpoints, epoch, ...plan }: ProbesPlan): ProbeTarget[] {
  const { every = EVERY, timeout = seconds(1) } = plan;
  const most = 2 * (Math.ceil(timeout / every) + 2);
  return [...endpoints].map(
    ([member, endpoint]) => new ProbeTarget({ sink, member, endpoint, epoch, timeout, most }),
  );
}

function pair(n: number, member: number): Request[] {
  const key = `${PROBE_PREFIX}${n % KEYS}`;
  return [
    { op: 'put', key, value: `p${member + 1}-${n}` },
    { op: 'get', key },
  ];
}
