import type { Command } from 'commander';
import { EXIT } from '../core/verdict.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { findRun } from './find-run.ts';
import { jsonOption, reportsDirOf, reportsOption } from './options.ts';
import { readAsked } from './read-run-asked.ts';
import type { Replay, Replayed } from './replay/replay.ts';

/** `doomsday replay`: plays a run or a soak again and compares what the seed drew. */
export function replayCommand(context: Context, exit: Exit): Command {
  return commandOf('replay', 'play a run or a soak again: same scene, seed, etcd and runtime', [
    ['doomsday replay latest', 'the newest; of a soak the window that failed, else all of it'],
    ['doomsday replay 2026-11-21T00-41', 'the run whose name begins so'],
  ])
    .argument('<run>', 'latest, the beginning of a run name, or a path')
    .addOption(jsonOption('the result as JSON on stdout, events as NDJSON on stderr'))
    .addOption(reportsOption())
    .action(async (run: string, options: Pick<Replay, 'reports' | 'json'>) => {
      const reports = reportsDirOf(options.reports, context);
      const before = findRun(run, reports, context.cwd);
      const done = await replayed({ ...options, before, reports }, context);
      const say = options.json === true ? context.err : context.out;
      say(verdictOfReplay(done));
      const { exitCode, differences } = done;
      exit(exitCode === EXIT.passed && differences.length > 0 ? EXIT.missed : exitCode);
    });
}

async function replayed(replay: Replay, context: Context): Promise<Replayed> {
  const read = readAsked(replay.before);
  if (read.command === 'run') {
    const { replayRun } = await import('./replay/replay-run.ts');
    return await replayRun(read.asked, replay, context);
  }
  const { replaySoak } = await import('./replay/replay-soak.ts');
  return await replaySoak(read.asked, replay, context);
}

function verdictOfReplay({ drawn, differences }: Replayed): string {
  if (drawn === undefined) return '';
  if (differences.length === 0) return `replay: the same ${drawn} as before\n`;
  return ['replay: what was drawn differs', ...differences.map((line) => `  ${line}`), ''].join(
    '\n',
  );
}
