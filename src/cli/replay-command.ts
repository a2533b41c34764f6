import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../core/verdict.ts';
import { commandOf } from './command.ts';
import { comparePlans } from './compare-plans.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { findRun } from './find-run.ts';
import { jsonOption, reportsDirOf, reportsOption } from './options.ts';
import { readRunAsked } from './read-run-asked.ts';

interface ReplayOptions {
  readonly reports: string;
  readonly json?: boolean;
}

/** `doomsday replay`: plays a run again and compares what the seed drew. */
export function replayCommand(context: Context, exit: Exit): Command {
  return commandOf('replay', 'play a run again: same features, scene, seed, etcd and runtime', [
    ['doomsday replay latest', 'the newest run'],
    ['doomsday replay 2026-11-21T00-41', 'the run whose name begins so'],
  ])
    .argument('<run>', 'latest, the beginning of a run name, or a path')
    .addOption(jsonOption('the result as JSON on stdout, events as NDJSON on stderr'))
    .addOption(reportsOption())
    .action(async (run: string, options: ReplayOptions) => {
      const reports = reportsDirOf(options.reports, context);
      const before = findRun(run, reports, context.cwd);
      const asked = { ...readRunAsked(before), ...options, reports };
      const { startRun } = await import('./start-run.ts');
      const { result, folder } = await startRun({ ...asked, keep: false }, context);
      const record = (folder: string): string =>
        readFileSync(join(folder, 'history.ndjson'), 'utf8');
      const differences = comparePlans(record(before), record(folder));
      const say = options.json === true ? context.err : context.out;
      say(`${verdictOfReplay(differences)}\n`);
      exit(
        result.exitCode === EXIT.passed && differences.length > 0 ? EXIT.missed : result.exitCode,
      );
    });
}

function verdictOfReplay(differences: readonly string[]): string {
  if (differences.length === 0) return 'replay: the same faults, targets and plans as before';
  return ['replay: what was drawn differs', ...differences.map((line) => `  ${line}`)].join('\n');
}
