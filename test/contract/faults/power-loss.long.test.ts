import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { powerLoss } from '../../../src/faults/disk/power-loss.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';

const TRIES = 4;

test('what a stalled fsync was to make durable is unsynced when the power goes', async () => {
  await using bench = await faultBench('process');
  const figures: { name: string; undone: number; unsynced: number }[] = [];
  for (let n = 0; n < TRIES; n++) {
    const evidence = await stalledAndCut(bench, n);
    const [, name = evidence, undone, unsynced] =
      /(\S+) lost (\d+) of (\d+) unsynced/.exec(evidence) ?? [];
    figures.push({ name, undone: Number(undone), unsynced: Number(unsynced) });
  }
  const said = JSON.stringify(figures);
  assert.ok(
    figures.every(({ name }) => name.startsWith('member/')),
    said,
  );
  assert.ok(
    figures.every(({ undone, unsynced }) => unsynced > 0 && undone <= unsynced),
    said,
  );
  assert.ok(
    figures.some(({ undone }) => undone > 0),
    said,
  );
});

/** Returns what the proof of the bite says. */
async function stalledAndCut(bench: FaultBench, n: number): Promise<string> {
  const site = bench.site(`power ${n}`);
  const { machine, disk } = bench.cluster.members[1] as Member;
  await bench.withWrites(async () => {
    const toxic = await disk.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
    const held = async (): Promise<boolean> =>
      (await machine.gateStatus()).oldestHeldNs > millis(100);
    await eventually('an fsync is held', held, { within: seconds(10) });
    await faultCase(powerLoss, {}).inject(site);
    await toxic.remove();
  });
  assert.deepEqual(await site.heals.healAll(), []);
  await awaitServing(bench.cluster, { within: seconds(30) });
  return site.lines.find(({ phase }) => phase === 'bites')?.evidence ?? 'no proof of the bite';
}
