import { seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { GONE_WITHIN } from '../../../src/faults/inject-fault.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { scratchRecord } from '../../support/scratch-record.ts';
import type { CaseSite } from './fault-case.ts';
import { realCluster, type ClusterShape, type Kind } from './real-cluster.ts';
import { restored } from './restored.ts';
import { whileWritten } from './while-written.ts';

/** Where the contract does its harm: a cluster that the cases share, and the lines they leave. */
export interface FaultBench extends AsyncDisposable {
  readonly runtime: Runtime;
  /** The one that is harmed. */
  readonly cluster: Cluster;
  /** The one that clients are sent to: another one after `recover`. */
  current(): Cluster;
  /** Puts a new cluster, from a snapshot of the first member, in the place of the harmed one. */
  recover(): Promise<void>;
  /** What one injection needs; `lines` collects its phases. */
  site(seed?: string): CaseSite & { readonly lines: FaultLine[] };
  /** A client writes to the first member while `work` is under way; others read from the others. */
  withWrites<T>(work: () => Promise<T>): Promise<T>;
  /** Takes back what a test that failed half-way has left: the next one shares the cluster. */
  healLeft(): Promise<void>;
}

const PROOFS = { proveWithin: seconds(5), proveGoneWithin: GONE_WITHIN };

export async function faultBench(kind: Kind, shape: ClusterShape = {}): Promise<FaultBench> {
  const real = await realCluster(kind, shape);
  const { runtime, cluster } = real;
  const record = await scratchRecord();
  let faults = 0;
  let left: HealStack[] = [];
  let serving = cluster;
  const current = (): Cluster => serving;
  return {
    ...{ runtime, cluster, current },
    recover: async () => {
      serving = await restored(real, record.sink);
    },
    site: (seed = 'contract') => {
      const lines: FaultLine[] = [];
      const heals = new HealStack();
      left.push(heals);
      const { sink } = record;
      const write: typeof sink.write = (line) => void (line.t === 'fault' && lines.push(line));
      return {
        ...{ lines, cluster, current },
        ...{ rng: seededRng(seed), heals, id: ++faults },
        ...{ ...PROOFS, signal: new AbortController().signal },
        sink: {
          now: () => sink.now(),
          nextClient: () => sink.nextClient(),
          nextWatch: () => sink.nextWatch(),
          invoke: (...call) => sink.invoke(...call),
          settle: (...end) => sink.settle(...end),
          write,
        },
      };
    },
    withWrites: (work) => whileWritten(cluster, record.sink, work),
    async healLeft() {
      const all = left;
      left = [];
      for (const heals of all) await heals.healAll();
    },
    async [Symbol.asyncDispose]() {
      await record[Symbol.asyncDispose]();
      await real[Symbol.asyncDispose]();
    },
  };
}
