import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { unmetNeeds } from '../../../src/drill/unmet-needs.ts';
import type { Surroundings } from '../../../src/faults/needs.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import type { FaultBench } from './fault-bench.ts';
import { caseName, type FaultCase, type Phase } from './fault-case.ts';
import { ALL_WELL, assertWell, phases } from './phases.ts';

/** Lends a bench: one that the cases share, or a new one each time. */
export type Lend = <T>(work: (bench: FaultBench) => Promise<T>) => Promise<T>;

type Keeps = (lend: Lend, one: FaultCase) => Promise<void>;

const TESTS: readonly [phase: Phase, name: string, keeps: Keeps][] = [
  [
    'keeps',
    'bites, is proven, heals twice harmlessly, is proven gone, replays',
    (lend, one) => keepsTheContract(lend, one),
  ],
  ['half-way', 'heals after a throw half-way', (lend, one) => lend((b) => healsHalfWay(b, one))],
  [
    'died',
    'heals when the target died meanwhile',
    (lend, one) => lend((b) => healsTheDead(b, one)),
  ],
];

/** A test for each phase of each case; what cannot be asked here is skipped, with the reason. */
export function contractTests(
  cases: readonly FaultCase[],
  { around, lend }: { readonly around: Surroundings; readonly lend: Lend },
): void {
  for (const one of cases) {
    const unmet = unmetNeeds([one.fault], around);
    for (const [phase, name, keeps] of TESTS) {
      const skip = unmet ?? one.leftOut[phase] ?? false;
      test(`${caseName(one)}: ${name}`, { skip }, () => keeps(lend, one));
    }
  }
}

async function keepsTheContract(lend: Lend, one: FaultCase): Promise<void> {
  const first = await lend((bench) => playedTwiceHealed(bench, one));
  const drawn = (lines: readonly FaultLine[]) =>
    lines.slice(0, 1).map((line) => [line.targets, line.plan, line.evidence]);
  const second = await lend((bench) => playedTwiceHealed(bench, one));
  assert.deepEqual(drawn(second), drawn(first), 'the same seed');
}

/** @returns the lines of the record, all well. */
async function playedTwiceHealed(bench: FaultBench, one: FaultCase): Promise<FaultLine[]> {
  const { lines } = await during(bench, one, async () => {
    const site = bench.site('replay');
    const injection = await one.inject(site);
    if (one.endsByRecovery) await bench.recover();
    await injection.heal();
    await injection.heal();
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.current(), { within: seconds(20) });
    return site;
  });
  const targets = one.targets(bench.cluster).map((m) => m.name);
  assert.deepEqual(
    lines.map((line) => [line.name, line.targets, ...phases([line]), line.to >= line.from]),
    ALL_WELL.map((phase) => [one.fault.name, targets, phase, true]),
  );
  return lines;
}

async function healsHalfWay(bench: FaultBench, one: FaultCase): Promise<void> {
  const site = bench.site();
  await during(bench, one, async () => {
    await assert.rejects(one.injectHalfWay(site), { message: 'half-way' });
    if (one.endsByRecovery) await bench.recover();
    assert.deepEqual(await site.heals.healAll(), []);
  });
  assert.deepEqual(phases(site.lines), ['inject failed', 'heal', 'gone']);
  await awaitServing(bench.current(), { within: seconds(20) });
}

async function healsTheDead(bench: FaultBench, one: FaultCase): Promise<void> {
  const site = bench.site();
  const [target] = one.targets(bench.cluster) as readonly [Member];
  const { machine, plan } = target;
  try {
    await during(bench, one, async () => {
      const injection = await one.inject(site);
      if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
      await injection.heal();
    });
  } finally {
    await site.heals.healAll(); // also after a failure the next case finds its member alive
    if (machine.state === 'stopped') await machine.start(plan);
  }
  assertWell(site.lines);
  await awaitServing(bench.current(), { within: seconds(20) });
}

const during = <T>(bench: FaultBench, one: FaultCase, work: () => Promise<T>): Promise<T> =>
  one.writes ? bench.withWrites(work) : work();
