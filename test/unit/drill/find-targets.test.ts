import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Drill } from '../../../src/drill/drill.ts';
import { findTargets } from '../../../src/drill/find-targets.ts';
import { NoTarget } from '../../../src/faults/no-target.ts';
import type { MachineState } from '../../../src/runtime/runtime.ts';
import { membersThatAre } from '../faults/target-scenery.ts';

/** As much of a drill as a draw without an office looks at. */
function drillOn(cluster: Cluster, election: Duration) {
  const ending = new AbortController();
  const parts = {
    world: { cluster, observer: undefined },
    scene: { deadlines: { election } },
    ...{ rng: seededRng('1'), signal: ending.signal },
  };
  return { drill: parts as unknown as Drill, ending };
}

const stateOf = (cluster: Cluster, i: number, state: MachineState): void => {
  Object.assign(cluster.members[i]?.machine ?? {}, { state });
};

const ALL = { target: 'a majority', need: {}, stream: 'fault-1' } as const;

test('who is fit in time is drawn, as if all had been so from the beginning', async (t) => {
  const streams = Array.from({ length: 20 }, (_, i) => `fault-${i + 1}`);
  const cluster = membersThatAre(['running', 'paused', 'stopped']);
  const { drill } = drillOn(cluster, seconds(20));
  const finding = streams.map((stream) => findTargets(drill, { ...ALL, stream }));
  stateOf(cluster, 1, 'running');
  stateOf(cluster, 2, 'running');
  const found = (await Promise.all(finding)).map((some) => some.map(({ name }) => name));
  const drawn = streams.map((stream) => {
    const rng = seededRng('1').fork(stream);
    return rng.shuffle(['m1', 'm2', 'm3']).slice(0, 2);
  });
  assert.deepEqual(found, drawn);
  t.diagnostic(`${streams.length} draws`);
});

test('who is not is waited for, and told with the time', async () => {
  const { drill } = drillOn(membersThatAre(['running', 'paused', 'stopped']), millis(100));
  const clock = startClock();
  const error: unknown = await findTargets(drill, ALL).catch((thrown: unknown) => thrown);
  const waited = clock.now();
  assert.ok(error instanceof NoTarget, String(error));
  const { cause, ...told } = error.facts;
  assert.deepEqual(told, {
    code: 'NO_TARGET',
    message: 'a fault has nobody to hit',
    expected: '2 members that are running within 100 ms',
    observed: 'm1 is running, m2 is paused, m3 is stopped',
    likely: 'an earlier fault still bites: members are down, or cannot elect',
    next: 'heal before this step, or give deadlines.election more time in the scene',
    exit: EXIT.inconclusive,
  });
  assert.ok(cause instanceof NoTarget);
  assert.ok(waited >= millis(100), `${waited} ns`);
});

test('what can never be had is told at once', async () => {
  const { drill } = drillOn(membersThatAre(['running']), seconds(600));
  const wanted = { ...ALL, target: { members: ['m1', 'm9'] } };
  const error: unknown = await findTargets(drill, wanted).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof NoTarget, String(error));
  const { expected, observed } = error.facts;
  assert.deepEqual([expected, observed], ['a member called m9', 'm1']);
});

test('a drill that ends while somebody is waited for is told why it ends', async () => {
  const { drill, ending } = drillOn(membersThatAre(['paused']), seconds(600));
  const finding = findTargets(drill, ALL);
  ending.abort(new Error('the drill is over'));
  await assert.rejects(finding, { message: 'the drill is over' });
});
