import type { Command, CommanderError, Option } from 'commander';
import { didYouMean } from '../core/did-you-mean.ts';
import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';

/** A command line that commander refused, as the one kind of error that users see. */
export function usageOf(
  error: CommanderError,
  argv: readonly string[],
  program: Command,
): DoomsdayError {
  const command = program.commands.find((candidate) => argv.includes(candidate.name()));
  const name = command?.name() ?? 'run';
  const target = command ?? program.commands.find((candidate) => candidate.name() === 'run');
  const message = error.message.replace(/^error: /, '').replace(/\n\(Did you mean[^]*$/, '');
  return usageError({
    code: 'USAGE',
    message,
    where: `doomsday ${argv.join(' ')}`,
    ...details(error, message, target?.options ?? []),
    next: `doomsday ${name} --help`,
  });
}

function details(
  { code }: CommanderError,
  message: string,
  options: readonly Option[],
): { expected?: string; observed?: string; likely?: string } {
  const quoted = /'([^']+)'/.exec(message)?.[1];
  if (code === 'commander.unknownOption' && quoted !== undefined) {
    const known = options.map((option) => option.long ?? '').filter((long) => long !== '');
    const near = didYouMean(quoted.split('=')[0] ?? quoted, known);
    return {
      expected: `one of ${known.join(', ')}`,
      observed: quoted,
      ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
    };
  }
  if (code === 'commander.optionMissingArgument' && quoted !== undefined) {
    return { expected: quoted, observed: 'no value' };
  }
  return quoted === undefined ? {} : { observed: quoted };
}
