import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClock } from '../../src/core/clock.ts';
import type { DrillResult } from '../../src/core/run-result.ts';
import { cli } from './play.ts';
import { print, table } from './figures.ts';

/**
 * Acknowledges before it syncs where a member is alone:
 * https://github.com/etcd-io/etcd/issues/14370
 */
const LOSES = '3.5.4';
const KEEPS = ['3.5.33', '3.6.14', '3.7.1'];
const ROUNDS = 100;
/** A drill of the version that loses: it is over when a loss was shown. */
const FEW_ROUNDS = 10;
const SHOWN_WITHIN_S = 180;

/** A single member under load loses power again and again, judged by the record as in any drill. */
export async function benchPowerLoss(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-bench-'));
  const rows = [['etcd', 'power losses', 'acknowledged writes judged', 'losses', 'time', 'bound']];
  try {
    rows.push(await shown(folder));
    for (const version of KEEPS) {
      const { drill, seconds } = await play(folder, { version, rounds: ROUNDS, seed: '0x5eed' });
      rows.push([...row(version, [drill]), s(seconds), `${ROUNDS} losses, no write lost`]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(table(rows));
}

/** Drill after drill, each with a seed of its own, until a loss is shown. */
async function shown(folder: string): Promise<string[]> {
  const clock = startClock();
  const drills: DrillResult[] = [];
  const elapsed = (): number => clock.now() / 1e9;
  for (let n = 1; elapsed() < SHOWN_WITHIN_S; n++) {
    const seed = `0x${n.toString(16)}`;
    const { drill } = await play(folder, { version: LOSES, rounds: FEW_ROUNDS, seed });
    drills.push(drill);
    if (survival(drill) === 'violated') break;
  }
  return [...row(LOSES, drills), s(elapsed()), `shown within ${SHOWN_WITHIN_S} s`];
}

async function play(
  folder: string,
  { version, rounds, seed }: { version: string; rounds: number; seed: string },
): Promise<{ drill: DrillResult; seconds: number }> {
  const settings = [`faults.powerLoss.rounds=${rounds}`, 'faults.powerLoss.gap=200ms'];
  const result = await cli([
    ...['run', 'features/disk/power-loss.feature', '--name', 'again and again', '--json'],
    ...['--runtime', 'process', '--scene', 'single-member', '--etcd', version, '--seed', seed],
    ...[...settings, 'workload.rate=closed-loop'].flatMap((one) => ['--set', one]),
    ...['--reports', folder, '--timeout', '20m'],
  ]);
  const [drill] = result.drills;
  if (drill === undefined) throw new Error(`etcd ${version}: ${result.reason}`);
  if (drill.verdict === 'broken') print(`etcd ${version}, seed ${seed}: ${drill.reason}`);
  return { drill, seconds: drill.seconds };
}

function row(version: string, drills: readonly DrillResult[]): string[] {
  const losses = drills.flatMap(({ faults }) => faults).filter(({ bit }) => bit).length;
  const judged = drills.reduce((sum, drill) => sum + acknowledged(drill), 0);
  const worst = drills.map(survival).find((status) => status !== 'holds');
  const lost = drills.find((drill) => survival(drill) === 'violated');
  const found = lost?.checks.find(({ name }) => name === SURVIVE)?.reason;
  return [version, String(losses), String(judged), found ?? worst ?? 'none'];
}

const SURVIVE = 'acknowledged-writes-survive';

const survival = ({ checks }: DrillResult): string =>
  checks.find(({ name }) => name === SURVIVE)?.status ?? 'not judged';

const acknowledged = ({ checks }: DrillResult): number =>
  checks.find(({ name }) => name === SURVIVE)?.examined['acknowledged'] ?? 0;

const s = (seconds: number): string => `${seconds.toFixed(0)} s`;
