import { rm } from 'node:fs/promises';
import { print, table } from './figures.ts';
import { playSoakCommand } from './play.ts';

/** The bound: fault-heal cycles an hour on two cores, all of them judged. */
const CYCLES = 400;
const LENGTH = '10m';

/** How many proven fault-heal cycles an hour of soaking brings, on the default scene. */
export async function benchSoak(): Promise<void> {
  const { result, reports } = await playSoakCommand(LENGTH);
  const { soak, verdict, reason } = result;
  if (soak === undefined) throw new Error(`${reports}: ${reason}`);
  const { windows, faults, faultsPerHour, operations, maxRssBytes } = soak;
  const took = windows.reduce((sum, { seconds }) => sum + seconds, 0);
  const rss = windows.length === 0 ? 0 : Math.round(maxRssBytes / 2 ** 20);
  print(`process runtime, ${LENGTH}: ${verdict}, ${reason}`);
  print(
    table([
      ['proven fault-heal cycles an hour', String(faultsPerHour), `bound ${CYCLES}`],
      ['  cycles', String(faults), `${windows.length} windows, ${took.toFixed(0)} s`],
      ['  operations judged', String(operations), ''],
      ['  memory of the harness', `${rss} MiB`, 'the most at any moment'],
    ]),
  );
  if (verdict === 'passed') await rm(reports, { recursive: true });
  else print(`kept for a look: ${reports}`);
}
