import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { usageError } from '../core/doomsday-error.ts';
import { wordsOfReplay, type RunAsked } from './run-asked.ts';
import { runSyntax } from './run-command.ts';
import { soakSyntax } from './soak-command.ts';
import type { SoakAsked } from './soak/soak-asked.ts';

/** What was played, as its command line said it. */
export type Asked =
  | { readonly command: 'run'; readonly asked: RunAsked & { seed: string } }
  | { readonly command: 'soak'; readonly asked: SoakAsked & { seed: string } };

/**
 * What the run or the soak in `folder` was asked for: its own replay line, read back.
 * @throws {DoomsdayError} RUN_UNREADABLE, exit 64, when its run.json is missing or has no line.
 */
export function readAsked(folder: string): Asked {
  const file = join(folder, 'run.json');
  try {
    const { replay } = JSON.parse(readFileSync(file, 'utf8')) as { replay: string };
    const [first, ...rest] = wordsOfReplay(replay);
    if (first === 'soak') return { command: 'soak', asked: parsed(soakSyntax(), rest).opts() };
    const syntax = parsed(runSyntax(), wordsOfReplay(replay));
    return { command: 'run', asked: { ...syntax.opts(), features: syntax.args } };
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

/** A line that commander refuses is told once, by the error above. */
const parsed = (syntax: Command, words: readonly string[]): Command =>
  syntax
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse(words, { from: 'user' });
