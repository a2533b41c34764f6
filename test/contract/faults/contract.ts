import { after, afterEach, before, suite } from 'node:test';
import { DEFAULT_ETCD_VERSION as etcd } from '../../../src/provision/defaults.ts';
import { ALONE_CASES, FIVE_CASES } from './cases/apart.ts';
import { FAULT_CASES } from './cases.ts';
import { contractTests } from './contract-tests.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { badEndings } from './bad-endings.ts';
import type { ClusterShape, Kind } from './real-cluster.ts';

/**
 * What every fault keeps, on a cluster of three that the cases share: the `representative` ones,
 * or all. What cannot be taken back comes last.
 */
export function faultContract(kind: Kind, which: 'representative' | 'all'): void {
  const cases = FAULT_CASES.filter((one) => which === 'all' || one.representative);
  suite(`faults on the ${kind} runtime`, () => {
    const bench = shared(kind, {});
    contractTests(cases, {
      around: { runtime: kind, etcd, members: 3 },
      lend: (work) => work(bench()),
    });
    badEndings(bench);
  });
}

/** The same for faults that need another cluster than that: a larger one, or one for each harm. */
export function contractApart(kind: Kind): void {
  suite(`faults that need five members, on the ${kind} runtime`, () => {
    const bench = shared(kind, { members: 5 });
    contractTests(FIVE_CASES, {
      around: { runtime: kind, etcd, members: 5 },
      lend: (work) => work(bench()),
    });
  });
  for (const { why, extraFlags, cases } of ALONE_CASES) {
    suite(`faults that need a new cluster each time, on the ${kind} runtime: ${why}`, () => {
      contractTests(cases, {
        around: { runtime: kind, etcd, members: 3 },
        lend: async (work) => {
          await using bench = await faultBench(kind, { extraFlags });
          return await work(bench);
        },
      });
    });
  }
}

/** One cluster for all tests of a suite; what one of them leaves is healed before the next. */
function shared(kind: Kind, shape: ClusterShape): () => FaultBench {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench(kind, shape);
  });
  afterEach(() => bench.healLeft());
  after(() => bench[Symbol.asyncDispose]());
  return () => bench;
}
