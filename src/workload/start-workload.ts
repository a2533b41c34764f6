import { Gate } from './gate.ts';
import type { LoadClient } from './load-client.ts';
import { loadClients } from './load-clients.ts';
import { closedLoop, openLoop, type Paced } from './pace.ts';
import { Tally, type LoadTotals } from './tally.ts';
import { UnderWay } from './under-way.ts';
import type { WorkloadPlan } from './workload-plan.ts';

/** The load of a drill, running. */
export interface Workload {
  /** No new calls; resolves when those under way are back, at the latest after the call timeout. */
  pause(): Promise<void>;
  resume(): void;
  /** Every client dials anew for its next call; they also do so when `epoch()` changes. */
  epochChanged(): void;
  totals(): LoadTotals;
  /**
   * Ends the load for good, as `pause`, and closes the connections.
   * @throws what broke the load, if the harness itself did; failed calls are only recorded.
   */
  stop(): Promise<void>;
}

/**
 * Starts the load. What each client asks, and in which order, depends on the seed alone; when it
 * asks depends on the answers. No call is ever sent twice.
 */
export function startWorkload(plan: WorkloadPlan): Workload {
  const { clients, ...connections } = loadClients(plan);
  const tally = new Tally(() => plan.sink.now());
  const calls = new UnderWay();
  const gate = new Gate();
  const ending = new AbortController();
  let broken: { readonly by: unknown } | undefined;
  const turn = async (client: LoadClient): Promise<void> => {
    try {
      tally.count((await calls.track(client.next())).outcome);
    } catch (error) {
      broken ??= { by: error };
      ending.abort();
    }
  };
  const running = run({ clients, turn, gate, signal: ending.signal }, plan, tally);

  return {
    pause: async () => {
      gate.shut();
      tally.off();
      await calls.allBack();
    },
    resume: () => {
      tally.on();
      gate.open();
    },
    epochChanged: () => connections.renew(),
    totals: () => tally.totals(),
    stop: async () => {
      ending.abort();
      tally.off();
      gate.open();
      await calls.allBack();
      await running;
      connections.close();
      if (broken !== undefined) throw broken.by;
    },
  };
}

function run(paced: Paced, { settings, sink }: WorkloadPlan, tally: Tally): Promise<void> {
  const { rate } = settings;
  if (rate === 'closed-loop') return closedLoop(paced);
  const onMissed = (): void => tally.count('missed');
  return openLoop({ ...paced, rate, now: () => sink.now(), onMissed });
}
