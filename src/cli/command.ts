import { Command } from 'commander';

/** A command of the program with examples below its help: `[line, what it does]`. */
export function commandOf(
  name: string,
  description: string,
  examples: readonly (readonly [line: string, does: string])[],
): Command {
  const width = Math.max(...examples.map(([line]) => line.length)) + 2;
  const lines = examples.map(([line, does]) => `  $ ${line.padEnd(width)}${does}`);
  return new Command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
