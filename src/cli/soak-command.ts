import { Option, type Command } from 'commander';
import { freshSeed } from '../core/rng.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { lengthOption, reportsDirOf, wholeNumber } from './options.ts';
import { endOptions, worldOptions } from './play-options.ts';
import type { SoakAsked } from './soak/soak-asked.ts';

/** `doomsday soak`: storm after storm on one cluster, judged window by window. */
export const soakCommand = (context: Context, exit: Exit): Command =>
  soakSyntax().action(async (options: SoakAsked) => {
    const { startSoak } = await import('./soak/start-soak.ts');
    const reports = reportsDirOf(options.reports, context);
    const asked = { ...options, reports, seed: options.seed ?? freshSeed() };
    exit((await startSoak(asked, context)).exitCode);
  });

/** What a command line of `soak` may hold. */
export function soakSyntax(): Command {
  const command = commandOf('soak', 'storm after storm on one cluster, judged in windows', [
    ['doomsday soak --for 30m --seed 0x5eed', 'half an hour of storms'],
    ['doomsday soak --for 8h --scene five-members --json', 'a night, for machines'],
    ['doomsday soak --seed 0x5eed --window 7', 'window 7 again, on a new cluster'],
    ['doomsday soak --seed 0x5eed --window 7 --only 2,5', 'two of its faults'],
  ]).addOption(
    lengthOption('--for <time>', 'no window begins later than this', '10m', {
      least: 1,
      command: 'soak',
    }),
  );
  worldOptions(command, 'the cluster and its storms: faults.storm')
    .addOption(
      new Option('--window <n>', 'play this window of the seed alone').argParser((text) =>
        wholeNumber('--window', text, 'soak'),
      ),
    )
    .addOption(
      new Option('--only <n,…>', 'with --window: only these of its faults').argParser((text) =>
        text.split(',').map((part) => wholeNumber('--only', part, 'soak')),
      ),
    )
    .addOption(
      lengthOption('--minimise-for <time>', 'look for the fewest faults that fail', '5m', {
        least: 0,
        command: 'soak',
      }),
    )
    .option('--keep-records', 'keep the records of windows that pass (else they are deleted)');
  return endOptions(command, 'limit for each window');
}
