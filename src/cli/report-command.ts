import { join } from 'node:path';
import type { Command } from 'commander';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import { findRun } from './find-run.ts';
import { reportsDirOf, reportsOption } from './options.ts';

/** `doomsday report`: draws the report of a run again, from its folder alone. */
export function reportCommand(context: Context): Command {
  return commandOf('report', "draw a run's report again and print where it is", [
    ['doomsday report latest', 'the newest run'],
    ['doomsday report 2026-11-21T00-41', 'the run whose name begins so'],
    ['doomsday report ./some/run-folder', 'a run folder anywhere'],
  ])
    .argument('<run>', 'latest, the beginning of a run name, or a path')
    .addOption(reportsOption())
    .action(async (run: string, options: { reports: string }) => {
      const folder = findRun(run, reportsDirOf(options.reports, context), context.cwd);
      const { writeReport } = await import('../report/write-report.ts');
      await writeReport(folder);
      context.out(`${join(folder, 'report.html')}\n`);
    });
}
