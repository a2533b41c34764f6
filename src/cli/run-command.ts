import type { Command } from 'commander';
import { freshSeed } from '../core/rng.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { repeatOption, reportsDirOf } from './options.ts';
import { endOptions, worldOptions } from './play-options.ts';
import type { RunAsked } from './run-asked.ts';

/** `doomsday run`: plays features on a scene and judges what happened. */
export const runCommand = (context: Context, exit: Exit): Command =>
  runSyntax().action(async (features: string[], options: Omit<RunAsked, 'features'>) => {
    const { startRun } = await import('./start-run.ts');
    const reports = reportsDirOf(options.reports, context);
    const asked = { ...options, features, reports, seed: options.seed ?? freshSeed() };
    exit((await startRun(asked, context)).result.exitCode);
  });

/** What a command line of `run` may hold. */
export function runSyntax(): Command {
  const command = commandOf('run', 'play drills and judge them', [
    ['doomsday run', 'the main drill: quorum lost for good'],
    ['doomsday run features/storms --scene five-members', 'a folder, on another scene'],
    ['doomsday run --etcd 3.5.33 --seed 0x5eed', 'another etcd, a fixed seed'],
    ['doomsday run --repeat 20 --json > result.json', 'median and spread, for machines'],
  ]).argument('[features...]', 'feature files, folders, or file:line');
  worldOptions(command, 'the cluster and what happens around it')
    .option('--tags <expression>', 'only scenarios with these tags: "@safety and not @long"')
    .option('--name <text>', 'only scenarios whose name contains this')
    .addOption(repeatOption())
    .option('--keep', 'leave the cluster and its volumes for a look (doomsday clean removes them)');
  return endOptions(command, 'limit for each drill');
}
