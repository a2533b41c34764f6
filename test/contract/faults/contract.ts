import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { unmetNeeds } from '../../../src/drill/unmet-needs.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import { DEFAULT_ETCD_VERSION as etcd } from '../../../src/provision/defaults.ts';
import { FAULT_CASES } from './cases.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { caseName, type FaultCase } from './fault-case.ts';
import { badEndings } from './bad-endings.ts';
import { ALL_WELL, assertWell, phases } from './phases.ts';

type Kind = 'docker' | 'process';

/**
 * What every fault keeps, on a cluster of three that the cases share: the `representative` ones,
 * or all. What cannot be taken back comes last.
 */
export function faultContract(kind: Kind, which: 'representative' | 'all'): void {
  suite(`faults on the ${kind} runtime`, () => {
    let bench: FaultBench;
    before(async () => {
      bench = await faultBench(kind);
    });
    afterEach(() => bench.healLeft());
    after(() => bench[Symbol.asyncDispose]());

    for (const one of FAULT_CASES.filter((c) => which === 'all' || c.representative)) {
      const name = caseName(one);
      const skip = unmetNeeds([one.fault], { runtime: kind, etcd, members: 3 }) ?? false;
      test(
        `${name}: bites, is proven, heals twice harmlessly, is proven gone, replays`,
        {
          skip,
        },
        () => keepsTheContract(bench, one),
      );
      test(`${name}: heals after a throw half-way`, { skip }, () => healsHalfWay(bench, one));
      test(`${name}: heals when the target died meanwhile`, { skip }, () =>
        healsTheDead(bench, one),
      );
    }
    badEndings(() => bench);
  });
}

async function keepsTheContract(bench: FaultBench, one: FaultCase): Promise<void> {
  const play = async (): Promise<FaultLine[]> => {
    const site = bench.site('replay');
    const injection = await one.inject(site);
    await injection.heal();
    await injection.heal();
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.three.cluster, { within: seconds(20) });
    return site.lines;
  };
  const first = await during(bench, one, play);
  const targets = one.targets(bench.three.cluster).map((m) => m.name);
  assert.deepEqual(
    first.map((line) => [line.name, line.targets, ...phases([line]), line.to >= line.from]),
    ALL_WELL.map((phase) => [one.fault.name, targets, phase, true]),
  );
  const drawn = (lines: FaultLine[]) => lines.slice(0, 1).map((l) => [l.plan, l.evidence]);
  assert.deepEqual(drawn(await during(bench, one, play)), drawn(first), 'the same seed');
}

async function healsHalfWay(bench: FaultBench, one: FaultCase): Promise<void> {
  const site = bench.site();
  await during(bench, one, async () => {
    await assert.rejects(one.injectHalfWay(site), { message: 'half-way' });
    assert.deepEqual(await site.heals.healAll(), []);
  });
  assert.deepEqual(phases(site.lines), ['inject failed', 'heal', 'gone']);
  await awaitServing(bench.three.cluster, { within: seconds(20) });
}

async function healsTheDead(bench: FaultBench, one: FaultCase): Promise<void> {
  const site = bench.site();
  const [target] = one.targets(bench.three.cluster) as readonly [Member];
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
  await awaitServing(bench.three.cluster, { within: seconds(20) });
}

const during = <T>(bench: FaultBench, one: FaultCase, work: () => Promise<T>): Promise<T> =>
  one.writes ? bench.withWrites(work) : work();
