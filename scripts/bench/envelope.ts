import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from '../../src/history/types.ts';
import { probesOf } from '../../src/objectives/envelope/envelope-probe.ts';
import { frontiersOf, type Edge, type Frontier } from '../../src/objectives/envelope/frontier.ts';
import { ms, print, ratio, table } from './figures.ts';
import { cli } from './play.ts';

/** The bounds: the frontier of three members is known within 10 % in 4 minutes. */
const WITHIN_RATIO = 1.1;
const WITHIN_SECONDS = 240;
const RUNS = 2;

interface Search {
  readonly frontiers: readonly Frontier[];
  readonly stays: number;
  /** The whole command, with the cluster's start and the judging. */
  readonly seconds: number;
}

/** How closely the envelope's frontier is found, how fast, and whether it is found there again. */
export async function benchEnvelope(): Promise<void> {
  const runs: Search[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await search());
  for (const { frontiers, stays, seconds } of runs) {
    const met = seconds <= WITHIN_SECONDS ? 'met' : 'missed';
    print(`${stays} stays, ${seconds.toFixed(0)} s (bound ${WITHIN_SECONDS} s: ${met})`);
    print(
      table(
        frontiers.flatMap(({ ray, calm, down }) => [
          row(ray, 'calm', calm),
          row(ray, 'serves', down),
        ]),
      ),
    );
  }
  const [first, second] = runs.map(({ frontiers }) => frontiers.flatMap((f) => [f.calm, f.down]));
  const apart = (first ?? []).map(({ upTo: a = NaN }, i) => {
    const b = second?.[i]?.upTo ?? NaN;
    return Math.max(a, b) / Math.min(a, b);
  });
  print(`the same edges in the second run: ${apart.map(ratio).join(', ')} apart`);
}

/** An edge between two whole milliseconds (two, on a round trip) cannot be known closer. */
function row(ray: string, mood: string, { upTo = NaN, from = NaN, wavering }: Edge): string[] {
  const close = from / upTo <= WITHIN_RATIO || from - upTo <= 2;
  const known = close ? 'met' : wavering ? 'missed: it wavers between' : 'missed';
  return [
    `${ray}, ${mood}`,
    `up to ${ms(upTo)}`,
    `no more at ${ms(from)}`,
    ratio(from / upTo),
    known,
  ];
}

async function search(): Promise<Search> {
  const reports = await mkdtemp(join(tmpdir(), 'doomsday-bench-'));
  const begin = process.hrtime.bigint();
  const { run, verdict, reason } = await cli([
    ...['envelope', '--json', '--runtime', 'process', '--reports', reports],
  ]);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (verdict !== 'passed') throw new Error(`${reports}: ${verdict}, ${reason}`);
  const text = await readFile(join(reports, run, 'history.ndjson'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const probes = probesOf(lines.filter((line) => line.t === 'mark'));
  await rm(reports, { recursive: true });
  return { frontiers: frontiersOf(probes), stays: probes.length, seconds };
}
