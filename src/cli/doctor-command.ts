import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../core/verdict.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Finding } from './doctor/finding.ts';
import type { Exit } from './doomsday.ts';
import { jsonOption } from './options.ts';

/** `doomsday doctor`: can this machine run drills? Exit 0, or 4 when something fails. */
export function doctorCommand(context: Context, exit: Exit): Command {
  return commandOf('doctor', 'can this machine run drills, and what to do where not', [
    ['doomsday doctor', 'a row for each need'],
    ['doomsday doctor --json', 'one array of {name, status, found, next}'],
  ])
    .addOption(jsonOption('the findings as JSON on stdout'))
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      if (options.json === true) context.out(`${JSON.stringify(findings, undefined, 2)}\n`);
      else for (const finding of findings) context.out(`${row(finding, context.colors)}\n`);
      exit(findings.some((finding) => finding.status === 'fail') ? EXIT.broken : EXIT.passed);
    });
}

async function examine(): Promise<Finding[]> {
  const { cacheFolder } = await import('../provision/cache-folder.ts');
  const { cachedParts, cacheFindings } = await import('./doctor/cached-parts.ts');
  const { diskFindings } = await import('./doctor/disk-findings.ts');
  const { kernelFindings } = await import('./doctor/kernel-findings.ts');
  const { machineFindings } = await import('./doctor/machine-findings.ts');
  const cache = cacheFolder(process.env);
  const parts = cachedParts(cache);
  const gate = parts.find(({ key }) => key.startsWith('gate/'))?.path;
  return [
    ...(await machineFindings()),
    ...(await kernelFindings(gate)),
    ...(await diskFindings(join(cache, 'work'))),
    ...cacheFindings(parts, cache),
  ];
}

function row({ name, status, found, next }: Finding, c: Context['colors']): string {
  const signs = { ok: c.green('ok  '), warn: c.yellow('warn'), fail: c.red('FAIL') };
  const advice = next === undefined ? '' : `\n${' '.repeat(20)}${c.dim(`-> ${next}`)}`;
  return `${signs[status]}  ${name.padEnd(13)} ${found}${advice}`;
}
