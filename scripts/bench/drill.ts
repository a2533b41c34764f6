import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { seconds } from '../../src/core/duration.ts';
import { connectEngine } from '../../src/runtime/docker-engine.ts';
import type { DrillResult } from '../../src/core/run-result.ts';
import { median, print, table } from './figures.ts';
import { playMainDrill } from './play.ts';

const ROUNDS = 5;

/** Where the time of the main drill goes, from the command to the verdict. */
export async function benchDrill(): Promise<void> {
  await onRuntime('process', 10);
  const engine = await connectEngine(seconds(5)).catch(() => undefined);
  if (engine === undefined) print('docker: left out, no engine answers');
  else await onRuntime('docker', 15);
}

async function onRuntime(runtime: 'docker' | 'process', bound: number): Promise<void> {
  const runs: { drill: DrillResult; seconds: number }[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const { result, folder, seconds: whole } = await playMainDrill(runtime);
    const [drill] = result.drills;
    if (drill === undefined || result.verdict !== 'passed')
      throw new Error(`${folder}: ${result.reason}`);
    runs.push({ drill, seconds: whole });
    await rm(dirname(folder), { recursive: true });
  }
  const names = runs[0]?.drill.phases.map((p) => p.name) ?? [];
  const phase = (name: string): number =>
    median(runs.map((r) => r.drill.phases.find((p) => p.name === name)?.seconds ?? 0));
  const s = (n: number): string => `${n.toFixed(2)} s`;
  const whole = median(runs.map((r) => r.seconds));
  const inside = median(runs.map((r) => r.drill.seconds));
  const own = ['prepare', 'final read', 'judge', 'remove'].reduce(
    (sum, name) => sum + phase(name),
    0,
  );
  print(`${runtime}: medians of ${ROUNDS} runs`);
  print(
    table([
      ['command to exit', s(whole), `bound ${bound} s`],
      ...names.map((name) => [`  ${name}`, s(phase(name)), '']),
      ['  before and after the drill', s(whole - inside), ''],
      [
        'of which the harness itself',
        s(own + whole - inside),
        'bound 2 s (prepare, final read, judge, remove, outside)',
      ],
    ]),
  );
}
