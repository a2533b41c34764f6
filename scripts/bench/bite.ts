import { seconds, toMillis } from '../../src/core/duration.ts';
import { awaitServing } from '../../src/cluster/await-serving.ts';
import { unmetNeeds } from '../../src/drill/unmet-needs.ts';
import type { Subject } from '../../src/faults/define-fault.ts';
import { DEFAULT_ETCD_VERSION as etcd } from '../../src/provision/defaults.ts';
import { connectEngine } from '../../src/runtime/docker-engine.ts';
import { FAULT_CASES } from '../../test/contract/faults/cases.ts';
import { faultBench, type FaultBench } from '../../test/contract/faults/fault-bench.ts';
import { caseName, type FaultCase } from '../../test/contract/faults/fault-case.ts';
import { median, ms, print } from './figures.ts';

const ROUNDS = 5;

/** Milliseconds from the command to the proven bite, beyond the delay that the fault itself is. */
const BOUNDS: Readonly<Partial<Record<Subject, number>>> = {
  'peer-network': 250,
  'client-network': 250,
  disk: 250,
  machine: 500,
};

/** How long each fault takes from being asked for until it is proven to bite. */
export async function benchBite(): Promise<void> {
  await onRuntime('process');
  const engine = await connectEngine(seconds(5)).catch(() => undefined);
  if (engine === undefined) print('docker: left out, no engine answers');
  else await onRuntime('docker');
}

async function onRuntime(kind: 'docker' | 'process'): Promise<void> {
  await using bench = await faultBench(kind);
  print(`${kind}: ${ROUNDS} rounds each on three members, beyond the injected delay`);
  print(line(['fault', 'injected', 'median', 'worst', 'bound', '']));
  // Told as they come: with every fault of the catalogue this takes minutes.
  for (const one of FAULT_CASES) {
    const unmet = unmetNeeds([one.fault], { runtime: kind, etcd, members: 3 });
    print(line(unmet === undefined ? await row(bench, one) : [caseName(one), unmet]));
  }
}

const line = ([name = '', ...cells]: readonly string[]): string =>
  [name.padEnd(34), ...cells.map((cell) => cell.padStart(9))].join(' ');

async function row(bench: FaultBench, one: FaultCase): Promise<string[]> {
  const { fault, delay } = one;
  const name = caseName(one);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const took = await timeToBite(bench, one).catch((error: unknown) => String(error));
    if (typeof took === 'string') return [name, '', '', '', '', took];
    times.push(took - toMillis(delay));
  }
  const bound = BOUNDS[fault.subject];
  const middle = median(times);
  const verdict = bound === undefined ? '' : middle <= bound ? 'met' : 'missed';
  return [
    ...[name, ms(toMillis(delay)), ms(middle), ms(Math.max(...times))],
    ...[bound === undefined ? 'none' : ms(bound), verdict],
  ];
}

/** Milliseconds from the injection (its end, where it lasts) to the proof, as the record has it. */
async function timeToBite(bench: FaultBench, one: FaultCase): Promise<number> {
  const site = bench.site();
  const harm = async (): Promise<void> => {
    try {
      await (await one.inject(site)).heal();
    } finally {
      await site.heals.healAll();
    }
  };
  await (one.writes ? bench.withWrites(harm) : harm());
  await awaitServing(bench.cluster, { within: seconds(20) });
  const [asked, bites] = ['inject', 'bites'].map((name) =>
    site.lines.find(({ phase, ok }) => phase === name && ok),
  );
  if (asked === undefined || bites === undefined) throw new Error('no proven bite in the record');
  return (bites.to - (one.lasting ? asked.to : asked.from)) / 1e6;
}
