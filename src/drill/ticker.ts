import { pass } from '../core/clock.ts';
import { millis } from '../core/duration.ts';
import type { Drill } from './drill.ts';
import type { Observer } from './observer.ts';

const EVERY = millis(250);

/** Shows live figures until it is stopped. */
export function startTicker(drill: Drill, observer: Observer): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = tick(drill, observer, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function tick({ recorder, ui }: Drill, observer: Observer, stop: AbortSignal): Promise<void> {
  let before = { at: recorder.now(), done: 0 };
  while (!stop.aborted) {
    await pass(EVERY, stop).catch(() => undefined);
    const { ok, fail, info, ackedWrites, lastWriteAckNs } = recorder.counters;
    const now = { at: recorder.now(), done: ok + fail + info };
    ui.tick({
      opsPerSecond: ((now.done - before.done) / (now.at - before.at)) * 1e9,
      acknowledged: ackedWrites,
      lastAckAgeMs: lastWriteAckNs === undefined ? null : (now.at - lastWriteAckNs) / 1e6,
      leader: observer.lastLeader() ?? null,
    });
    before = now;
  }
}
