import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../core/doomsday-error.ts';
import { runSyntax } from './run-command.ts';
import { wordsOfReplay, type RunAsked } from './run-asked.ts';

/**
 * What the run in `folder` was asked for: its own replay line, read back.
 * @throws {DoomsdayError} RUN_UNREADABLE, exit 64, when its run.json is missing or has no line.
 */
export function readRunAsked(folder: string): RunAsked & { seed: string } {
  const file = join(folder, 'run.json');
  try {
    const { replay } = JSON.parse(readFileSync(file, 'utf8')) as { replay: string };
    const syntax = runSyntax().exitOverride().parse(wordsOfReplay(replay), { from: 'user' });
    return { ...syntax.opts<RunAsked & { seed: string }>(), features: syntax.args };
  } catch (cause) {
    throw usageError({
      code: 'RUN_UNREADABLE',
      message: 'the run does not say what it played',
      where: file,
      expected: 'a field "replay" with the command that was played',
      observed: cause instanceof Error ? cause.message : String(cause),
      next: 'use the replay command that its report shows',
      cause,
    });
  }
}
