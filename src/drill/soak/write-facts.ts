import { join } from 'node:path';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { RunResult } from '../../core/run-result.ts';
import { worst } from '../../core/verdict.ts';
import { exitCodeOf } from '../exit-code.ts';
import { writeWhole } from '../run-folder.ts';
import type { Soak } from './play-soak.ts';

/** run.json: true at any moment of the soak, so that one that was killed has told what it found. */
export async function writeFacts(soak: Soak, error?: unknown): Promise<void> {
  const { options, parts, folder, clock, book } = soak;
  const { signal, seed, runtime } = options;
  const verdict = error === undefined ? book.verdict : worst([book.verdict, 'broken']);
  const reason = error === undefined ? book.reason : messageOf(error);
  const facts: Omit<RunResult, 'drills'> = {
    ...{ run: folder.run, seed, runtime: runtime.kind, verdict, reason },
    exitCode: exitCodeOf(verdict, signal),
    replay: book.replay ?? options.replay,
    startedAt: clock.startedAt,
    seconds: clock.now() / 1e9,
    versions: parts.versions,
    soak: book.facts(),
    ...(error === undefined ? {} : { error: messageOf(error) }),
    ...(signal.aborted ? { interrupted: true } : {}),
  };
  await writeWhole(join(folder.path, 'run.json'), `${JSON.stringify(facts, undefined, 2)}\n`);
}

export const messageOf = (error: unknown): string =>
  error instanceof DoomsdayError
    ? error.render()
    : error instanceof Error
      ? error.message
      : String(error);
