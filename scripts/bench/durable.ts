import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, print, table } from './figures.ts';
import { durableTries } from './durable/tries.ts';
import { cli } from './play.ts';

/** https://github.com/etcd-io/etcd/issues/14370: fixed in 3.5.5. */
const BROKEN = '3.5.4';
const WHOLE = ['3.5.33', '3.6.14', '3.7.1'];
const RUNS = 5;
/** Of one in a hundred the client may not connect in time on a busy machine; 100 are to count. */
const TRIES = 104;
/** How many tries show how often one try finds it. */
const CONTROL_TRIES = 20;

/** Acknowledged before durable: how soon it is found where it is, and never where it is not. */
export async function benchDurable(): Promise<void> {
  const runs: number[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await found(`0x${n + 1}`));
  const times = runs.map((s) => `${s.toFixed(1)} s`).join(', ');
  print(
    `${BROKEN}, single member, from the command to its exit: unsafe in ${median(runs).toFixed(1)} s ` +
      `(median of ${times}); bound 20 s`,
  );
  const asked = [[BROKEN, CONTROL_TRIES] as const, ...WHOLE.map((v) => [v, TRIES] as const)];
  const rows = await Promise.all(asked.map(([version, tries]) => durableTries(version, tries)));
  print(
    table([
      ['etcd, single member', 'tries', 'writes in a hold', 'acknowledged in it', 'check', 'bound'],
      ...rows.map(({ version, tries, writes, early, status }) => {
        const bound = version === BROKEN ? 'violated' : 'holds, 100 writes';
        return [version, ...[tries, writes, early].map(String), status, bound];
      }),
    ]),
  );
}

/** Seconds until a run as a user starts it has called it unsafe. */
async function found(seed: string): Promise<number> {
  const reports = await mkdtemp(join(tmpdir(), 'doomsday-durable-'));
  const begin = process.hrtime.bigint();
  const { verdict, reason } = await cli([
    ...['run', 'features/disk/acknowledged-before-durable.feature', '--json'],
    ...['--runtime', 'process', '--etcd', BROKEN, '--scene', 'single-member'],
    ...['--seed', seed, '--reports', reports],
  ]);
  const took = Number(process.hrtime.bigint() - begin) / 1e9;
  await rm(reports, { recursive: true });
  if (verdict !== 'unsafe') throw new Error(`${verdict}: ${reason}`);
  return took;
}
