import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pass } from '../core/clock.ts';
import { seconds } from '../core/duration.ts';
import { MARK } from '../history/marks.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Machine } from '../runtime/runtime.ts';

/** The harness watches itself: a late harness measures late, and then its times are not to be used. */
export interface SelfWatch {
  /** Writes the `resources` mark: CPU shares of one core, and the event loop's greatest lag. */
  report(machines: readonly Machine[]): Promise<void>;
}

const RESOLUTION_MS = 5;
/** Lags below are the pace of timers, not news. */
const WORTH_A_MARK_MS = 10;
const SLICE = seconds(0.5);

type Sink = Pick<HistorySink, 'now' | 'write'>;

/** Begins now. `lagBoundMs`: above it the scene does not trust timings near the lag. */
export function watchSelf(sink: Sink, lagBoundMs: number): SelfWatch {
  const begin = sink.now();
  const cpu = process.cpuUsage();
  const stopping = new AbortController();
  const watching = watchLag(sink, lagBoundMs, stopping.signal);
  return {
    report: async (machines) => {
      stopping.abort();
      const lagMs = await watching;
      const used = process.cpuUsage(cpu);
      const elapsedNs = sink.now() - begin;
      const times = await Promise.all(machines.map((m) => m.cpuNs().catch(() => null)));
      const members = times.reduce<number>((sum, t) => sum + (t ?? 0), 0);
      const detail = {
        harnessCpu: share((used.user + used.system) * 1000, elapsedNs),
        membersCpu: share(members, elapsedNs),
        lagMs,
        lagBoundMs,
        lagPlaced: true,
      };
      sink.write({ t: 'mark', name: MARK.resources, at: sink.now(), detail });
    },
  };
}

/** Marks each slice of time in which the event loop was late. @returns the greatest lag, in ms. */
async function watchLag(sink: Sink, lagBoundMs: number, stop: AbortSignal): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let worst = 0;
  while (!stop.aborted) {
    const fromNs = sink.now();
    await pass(SLICE, stop).catch(() => undefined);
    const lagMs = lagOf(delay);
    delay.reset();
    worst = Math.max(worst, lagMs);
    if (lagMs < WORTH_A_MARK_MS) continue;
    const detail = { lagMs, lagBoundMs, fromNs };
    sink.write({ t: 'mark', name: MARK.lag, at: sink.now(), detail });
  }
  delay.disable();
  return worst;
}

const lagOf = (delay: ReturnType<typeof monitorEventLoopDelay>): number =>
  Math.max(0, round(delay.max / 1e6 - RESOLUTION_MS));

const share = (usedNs: number, elapsedNs: number): number => round(usedNs / Math.max(1, elapsedNs));
const round = (n: number): number => Math.round(n * 1000) / 1000;
