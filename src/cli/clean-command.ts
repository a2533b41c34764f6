import type { Command } from 'commander';
import type { Cleaned } from './clean/cleaned.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import { jsonOption, reportsDirOf } from './options.ts';

interface CleanOptions {
  readonly cache?: boolean;
  readonly reports?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `doomsday clean`: removes what runs left behind, never anything of a run that lives. */
export function cleanCommand(context: Context): Command {
  return commandOf('clean', 'remove what dead runs left behind', [
    ['doomsday clean', 'processes, containers, volumes, work folders of dead runs'],
    ['doomsday clean --dry-run', 'only say what would go'],
    ['doomsday clean --cache --reports', 'also what was provisioned, and old run folders'],
  ])
    .option('--cache', 'also everything that was downloaded or built')
    .option('--reports', 'also every run folder in reports/')
    .option('--dry-run', 'remove nothing, say what would go')
    .addOption(jsonOption('one array of {what, name, done, why}'))
    .action(async (options: CleanOptions) => {
      const cleaned = await clean(options, reportsDirOf('', context));
      if (options.json === true) return context.out(`${JSON.stringify(cleaned, undefined, 2)}\n`);
      for (const one of cleaned) context.out(`${line(one, context.colors)}\n`);
      if (cleaned.length === 0) context.out('nothing was left behind\n');
    });
}

async function clean(options: CleanOptions, reportsDir: string): Promise<Cleaned[]> {
  const { cleanClusters } = await import('./clean/clean-clusters.ts');
  const { cleanCache, cleanReports } = await import('./clean/clean-folders.ts');
  const { cacheFolder } = await import('../provision/cache-folder.ts');
  const dryRun = options.dryRun === true;
  return [
    ...(await cleanClusters(dryRun)),
    ...(options.cache === true ? cleanCache(cacheFolder(process.env), dryRun) : []),
    ...(options.reports === true ? cleanReports(reportsDir, dryRun) : []),
  ];
}

function line({ what, name, done, why }: Cleaned, c: Context['colors']): string {
  const paint = done === 'left alone' ? c.yellow : c.green;
  const reason = why === undefined ? '' : c.dim(`  ${why}`);
  return `${paint(done.padEnd(10))}  ${what.padEnd(10)} ${name}${reason}`;
}
