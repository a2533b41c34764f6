import type { Command } from 'commander';
import { freshSeed } from '../core/rng.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import {
  jsonOption,
  repeatOption,
  reportsDirOf,
  reportsOption,
  runtimeOption,
  seedOption,
  setOption,
  timeoutOption,
} from './options.ts';
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
  return commandOf('run', 'play drills and judge them', [
    ['doomsday run', 'the main drill: quorum lost for good'],
    ['doomsday run features/storms --scene five-members', 'a folder, on another scene'],
    ['doomsday run --etcd 3.5.33 --seed 0x5eed', 'another etcd, a fixed seed'],
    ['doomsday run --repeat 20 --json > result.json', 'median and spread, for machines'],
  ])
    .argument('[features...]', 'feature files, folders, or file:line')
    .option('--scene <name|file>', 'the cluster and what happens around it', 'three-members')
    .addOption(setOption())
    .addOption(seedOption())
    .addOption(runtimeOption())
    .option('--etcd <version|path|image>', 'which etcd; default: the version of the scene')
    .option('--tags <expression>', 'only scenarios with these tags: "@safety and not @long"')
    .option('--name <text>', 'only scenarios whose name contains this')
    .addOption(repeatOption())
    .addOption(timeoutOption())
    .addOption(jsonOption('the result as JSON on stdout, events as NDJSON on stderr'))
    .option('--keep', 'leave the cluster and its volumes for a look (doomsday clean removes them)')
    .addOption(reportsOption());
}
