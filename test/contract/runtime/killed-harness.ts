import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { formatDuration, millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { freshSeed, seededRng } from '../../../src/core/rng.ts';
import { startHarness } from './harness.ts';
import type { Subject } from './subject.ts';

export interface KillPlan {
  readonly times: number;
  /** How many harnesses at once. */
  readonly abreast: number;
  /** By then a harness that has begun has its member up; the kill comes at some moment before. */
  readonly upTo: Duration;
}

/** Whatever a harness was doing when it was killed, nothing of it stays. */
export function killedHarness(
  kind: string,
  make: (folder: string) => Promise<Subject>,
  { times, abreast, upTo }: KillPlan,
): void {
  test(`${kind}: killed at any moment, a harness leaves nothing for ever`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), `doomsday-killed-${kind}-`));
    const subject = await make(folder);
    const seed = freshSeed();
    const rng = seededRng(seed);
    const moments = Array.from({ length: times }, () => millis(rng.int(0, upTo / millis(1))));
    for (let i = 0; i < times; i += abreast) {
      const batch = moments.slice(i, i + abreast);
      const killed = batch.map((moment) => killedAt(moment, subject, folder));
      const found = (await Promise.all(killed)).flat().length;
      t.diagnostic(`${batch.map(formatDuration).join(', ')}: ${found} things swept (seed ${seed})`);
    }
    await rm(folder, { recursive: true });
  });
}

/** @returns what the kill left for a sweep. */
async function killedAt(moment: Duration, subject: Subject, folder: string): Promise<string[]> {
  const harness = await startHarness(subject.kind, folder, 'begun');
  await pass(moment);
  await harness.kill();
  const left = async (): Promise<string[]> => await subject.leftOf(harness.run);
  if (subject.diesWithHarness) {
    const noProcess = async () => !(await left()).some((thing) => thing.startsWith('process'));
    await eventually('no process is left', noProcess, { within: seconds(5) });
  }
  const things = await left();
  const swept = async (): Promise<boolean> => {
    await subject.sweep(); // an engine may still be making what it was asked for before the kill
    return (await left()).length === 0;
  };
  await eventually('the sweep leaves nothing', swept, { within: seconds(20) });
  assert.deepEqual(await left(), []);
  return things;
}
