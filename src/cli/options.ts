import { resolve } from 'node:path';
import { Option } from 'commander';
import { didYouMean } from '../core/did-you-mean.ts';
import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';
import { parseDuration, seconds, type Duration } from '../core/duration.ts';
import { parseSeed } from '../core/rng.ts';
import type { Context } from './context.ts';

/**
 * Options that several commands take, parsed where they are read: a wrong value is a usage error,
 * which names the help of `command`.
 */
export const seedOption = (command: string): Option =>
  new Option('--seed <n>', 'replay what this seed drew: 0x5eed or 24301').argParser((text) => {
    const seed = parseSeed(text);
    if (seed !== undefined) return seed;
    throw wrongValue('--seed', text, 'a number such as 0x5eed or 24301', { command });
  });

/** Says fields of the scene for one run; given several times, all hold. */
export const setOption = (): Option =>
  new Option(
    '--set <field=value>',
    'a field of the scene, for this run: etcd.election=2s',
  ).argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]);

export const timeoutOption = (command: string, what: string): Option =>
  new Option('--timeout <time>', what).default('5m').argParser((text) => {
    const limit = parseDuration(text);
    if (limit === undefined || limit === 0) {
      throw wrongValue('--timeout', text, 'a time with its unit, such as 90s or 5m', { command });
    }
    return text;
  });

/** The value of `timeoutOption`. */
export const timeoutOf = (text: string): Duration => parseDuration(text) as Duration;

/** A time with its unit, parsed; at least so many seconds. */
export const lengthOption = (
  flags: `--${string}`,
  description: string,
  standard: string,
  { least, command }: { least: number; command: string },
): Option =>
  new Option(flags, description).default(parseDuration(standard), standard).argParser((text) => {
    const length = parseDuration(text);
    if (length !== undefined && length >= seconds(least)) return length;
    const [name = flags] = flags.split(' ');
    throw wrongValue(name, text, 'a time such as 90s or 30m', { command });
  });

/** @throws {DoomsdayError} a usage error when it is not a whole number above zero. */
export function wholeNumber(option: string, text: string, command: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw wrongValue(option, text, 'a whole number from 1 on', { command });
}

export const repeatOption = (): Option =>
  new Option('--repeat <n>', 'play each drill n times; reports median and spread')
    .default(1)
    .argParser((text) => {
      const times = Number(text);
      if (Number.isInteger(times) && times >= 1 && times <= 10_000) return times;
      throw wrongValue('--repeat', text, 'a whole number from 1 to 10000', { command: 'run' });
    });

/** An option that takes one of a few words; a near miss is told which was meant. */
export const choiceOption = (
  flags: `--${string}`,
  description: string,
  { of, command }: { of: readonly string[]; command: string },
): Option =>
  new Option(flags, description).argParser((text) => {
    if (of.includes(text)) return text;
    const [name = flags] = flags.split(' ');
    throw wrongValue(name, text, of.join(' or '), { near: didYouMean(text, of), command });
  });

export const runtimeOption = (command: string): Option =>
  choiceOption('--runtime <kind>', 'docker or process; default: Docker if its engine answers', {
    of: ['docker', 'process'],
    command,
  });

export const jsonOption = (what: string): Option => new Option('--json', what);

export const reportsOption = (): Option =>
  new Option('--reports <dir>', 'folder of the run folders').default('', 'reports/ of the package');

/** The value of `reportsOption`. */
export const reportsDirOf = (value: string, { root, cwd }: Context): string =>
  value === '' ? resolve(root, 'reports') : resolve(cwd, value);

function wrongValue(
  option: string,
  observed: string,
  expected: string,
  { near, command }: { near?: string | undefined; command: string },
): DoomsdayError {
  return usageError({
    code: 'USAGE',
    message: `${option} cannot be "${observed}"`,
    where: option,
    expected,
    observed,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
    next: `doomsday ${command} --help`,
  });
}
