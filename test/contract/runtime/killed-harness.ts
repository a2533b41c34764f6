import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pass, startClock } from '../../../src/core/clock.ts';
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
  await staysSwept(subject, left);
  return things;
}

/** An engine goes on making what it was asked for before the kill, also after a sweep. */
const QUIET = seconds(1);

async function staysSwept(subject: Subject, left: () => Promise<string[]>): Promise<void> {
  const clock = startClock();
  let since: number | undefined;
  const swept = async (): Promise<boolean> => {
    await subject.sweep();
    const things = await left();
    if (things.length > 0) {
      since = undefined;
      throw new Error(things.join(', '));
    }
    since ??= clock.now();
    return clock.now() - since >= QUIET;
  };
  await eventually('the sweep leaves nothing', swept, { within: seconds(20) });
}
