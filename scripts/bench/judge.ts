import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClock } from '../../src/core/clock.ts';
import { judgePlain } from '../../src/checker/search/judge-plain.ts';
import { register } from '../../src/checker/search/register.ts';
import { search } from '../../src/checker/search/search.ts';
import type { PlainHistory } from '../../src/history/plain-history.ts';
import { readJepsenRegister } from '../../src/record/formats/jepsen-register.ts';
import { median, ms, print, ratio, table } from './figures.ts';
import { judged, type Judged } from './judge/judged.ts';
import { porcupine, type Log } from './judge/porcupine.ts';

const MILLION = 1_000_000;
const PASSES = 7;
/** One percent without an answer, as the bound asks. */
const LOST = { lostPerMille: 10 };

type Row = readonly [work: string, figure: string, bound: string];

/** The judge's speed and size, each figure as a ratio or a slope within this run. */
export async function benchJudge(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-bench-'));
  try {
    const rows: Row[] = [['work', 'figure', 'bound'], ...(await againstPorcupine(folder))];
    const outage = { operations: 10_000, lostPerMille: 0, invokes: true, outage: 1000 };
    rows.push(...outageRows(await judged(folder, outage, true)));
    const one = await judged(folder, { operations: MILLION, invokes: true, ...LOST }, true);
    rows.push(...millionRows(one));
    const four = await judged(folder, { operations: 4 * MILLION, invokes: false, ...LOST });
    rows.push(...growthRows(one, four));
    print(table(rows));
    print('memory: the whole process at its peak, with the record that was read');
    print(
      'time on a processor: of the judging thread alone, without what its collector does beside',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both check what they have read already; the witnesses of violations are counted apart. */
async function againstPorcupine(folder: string): Promise<Row[]> {
  const peer = await porcupine(folder, PASSES);
  if (typeof peer === 'string') {
    return [['public Jepsen register logs', `not measured: ${peer}`, '10x, same verdicts']];
  }
  const logs = await Promise.all(peer.logs.map(readLog));
  const verdicts = passesOver(logs, ({ ops }) => search(ops, register, MILLION).status);
  const whole = passesOver(logs, (history) => judgePlain(history)[0]?.status);
  const different = peer.logs.filter(
    ({ ok }, i) => verdicts.last[i] !== (ok ? 'holds' : 'violated'),
  );
  const same = different.length === 0 ? 'same verdicts' : `${different.length} differ`;
  const [first = NaN] = verdicts.ms;
  const faster = median(peer.passesMs) / median(verdicts.ms);
  return [
    [`${logs.length} Jepsen register logs, Porcupine`, ms(median(peer.passesMs)), ''],
    ['the same, this judge', `${ms(median(verdicts.ms))}, first pass ${ms(first)}`, ''],
    ['faster', `${ratio(faster)}, ${same}`, '10x, same verdicts'],
    ['the same, with the smallest witnesses', ms(median(whole.ms)), '10 s for each'],
  ];
}

const readLog = async ({ path }: Log): Promise<PlainHistory> =>
  readJepsenRegister(path, await readFile(path, 'utf8'));

/** Milliseconds of each pass over all logs, and what the last one answered. */
function passesOver(
  logs: readonly PlainHistory[],
  check: (history: PlainHistory) => unknown,
): { ms: number[]; last: unknown[] } {
  const clock = startClock();
  const times: number[] = [];
  let last: unknown[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const from = clock.now();
    last = logs.map((history) => check(history));
    times.push((clock.now() - from) / 1e6);
  }
  return { ms: times, last };
}

const outageRows = (one: Judged): Row[] => [
  ['10,000 operations, 1000 unknown writes', `${ms(one.judgeMs)}${doubts(one)}`, '300 ms'],
];

const millionRows = (one: Judged): Row[] => [
  ['1,000,000 operations, 1 % unknown, watched', `${ms(one.judgeMs)}${doubts(one)}`, '1500 ms'],
  ['the same, time on a processor', ms(one.judgeCpuMs), ''],
  ['the same once more', ms(one.againMs), ''],
  ['memory', `${one.peakMb.toFixed(0)} MB`, '1500 MB'],
  ['lines read', `${perSecond(one.lines, one.parseMs)} lines/s`, '300000 lines/s'],
  ['the same, by time on a processor', `${perSecond(one.lines, one.parseCpuMs)} lines/s`, ''],
  ['bytes read', `${((one.megabytes / one.parseMs) * 1000).toFixed(0)} MB/s`, ''],
  [
    'a violation among them, with its witness',
    `${ms(one.damaged?.ms ?? NaN)}, ${one.damaged?.status}, ${one.damaged?.operations} operations`,
    '10 s',
  ],
];

const perSecond = (many: number, inMs: number): number => Math.round((many / inMs) * 1000);

const growthRows = (one: Judged, four: Judged): Row[] => [
  ['4,000,000 operations', `${ms(four.judgeMs)}${doubts(four)}`, ''],
  ['growth of time for 4x operations', ratio(four.judgeMs / one.judgeMs), '4.5x'],
  ['the same, time on a processor', ratio(four.judgeCpuMs / one.judgeCpuMs), ''],
  ['memory', `${four.peakMb.toFixed(0)} MB`, '6000 MB'],
];

/** A figure of a judge that did not decide is worth nothing, so it says so. */
const doubts = ({ notHolding }: Judged): string =>
  notHolding.length === 0 ? ', all hold' : `, NOT ALL HOLD: ${notHolding.join('; ')}`;
