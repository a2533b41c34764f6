import { join, relative } from 'node:path';
import type { RunResult } from '../../core/run-result.ts';
import { terminalSummary } from '../../report/terminal-summary.ts';
import type { Context } from '../context.ts';

/** What a run came to: the numbers, what went wrong, where the report is. */
export function closing(
  result: RunResult,
  folder: string,
  { colors: c, cwd }: Pick<Context, 'colors' | 'cwd'>,
): string {
  const inside = relative(cwd, folder);
  const path = inside.startsWith('..') ? folder : inside;
  return [
    '',
    terminalSummary(result, { colour: c.isColorSupported }),
    `${c.dim('report'.padEnd(12))}${c.cyan(join(path, 'report.html'))}`,
    ...repeatedLines(result, c),
    ...result.drills.flatMap(({ error }) => (error === undefined ? [] : ['', error])),
    ...(result.error === undefined ? [] : ['', result.error]),
  ].join('\n');
}

function repeatedLines({ repeated = [] }: RunResult, c: Context['colors']): string[] {
  if (repeated.length === 0) return [];
  const rows = repeated.map(({ name, unit, samples, median, min, max }) => {
    const spread = c.dim(`${round(min)} to ${round(max)}, ${samples} samples`);
    return `  ${name.padEnd(24)} median ${c.bold(round(median))} ${unit}  ${spread}`;
  });
  return ['', c.bold('repeated'), ...rows];
}

const round = (value: number): string => String(Number(value.toPrecision(3)));
