import { pass } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { GONE_WITHIN } from '../../../src/faults/inject-fault.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { scratchRecord } from '../../support/scratch-record.ts';
import type { CaseSite } from './fault-case.ts';
import { threeMembers, type ThreeMembers } from './three-members.ts';

/** Where the contract does its harm: a cluster that the cases share, and the lines they leave. */
export interface FaultBench extends AsyncDisposable {
  readonly three: ThreeMembers;
  /** What one injection needs; `lines` collects its phases. */
  site(seed?: string): CaseSite & { readonly lines: FaultLine[] };
  /** A client writes to the first member while `work` is under way; others read from the others. */
  withWrites<T>(work: () => Promise<T>): Promise<T>;
  /** Takes back what a test that failed half-way has left: the next one shares the cluster. */
  healLeft(): Promise<void>;
}

/**
 * Few writes: with more than 5,000 entries a member that is replaced refuses its own publication
 * again and again, which costs a core (docs/findings.md).
 */
const WRITE_EVERY = millis(50);

const PROOFS = { proveWithin: seconds(5), proveGoneWithin: GONE_WITHIN };

export async function faultBench(
  kind: 'docker' | 'process',
  extraFlags: readonly string[] = [],
): Promise<FaultBench> {
  const three = await threeMembers(kind, extraFlags);
  const record = await scratchRecord();
  let faults = 0;
  let left: HealStack[] = [];
  return {
    three,
    site: (seed = 'contract') => {
      const lines: FaultLine[] = [];
      const heals = new HealStack();
      left.push(heals);
      const { sink } = record;
      const write: typeof sink.write = (line) => void (line.t === 'fault' && lines.push(line));
      return {
        ...{ lines, cluster: three.cluster, current: () => three.cluster },
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
    async withWrites(work) {
      let going = true;
      const calling = three.cluster.members.map(async ({ name: member, client }, i) => {
        const endpoint = client.fromHarness as Endpoint;
        const caller = recordingClient({ sink: record.sink, endpoint, member, epoch: 1 });
        for (let n = 0; going; n++) {
          const put = { op: 'put', key: 'k', value: String(n) } as const;
          await caller.call(i === 0 ? put : { op: 'get', key: 'k' }, { within: seconds(2) });
          await pass(WRITE_EVERY);
        }
        caller.close();
      });
      try {
        return await work();
      } finally {
        going = false;
        await Promise.all(calling);
      }
    },
    async healLeft() {
      const all = left;
      left = [];
      for (const heals of all) await heals.healAll();
    },
    async [Symbol.asyncDispose]() {
      await record[Symbol.asyncDispose]();
      await three[Symbol.asyncDispose]();
    },
  };
}
