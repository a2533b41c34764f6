import { mkdir, rm } from 'node:fs/promises';
import { DoomsdayError, usageError } from '../core/doomsday-error.ts';
import { nearVersions } from './etcd-version.ts';

/** One way to get a part that did not work. */
export interface Attempt {
  /** `download`, `Go module` … */
  readonly way: string;
  readonly why: string;
  /** The publisher itself said that there is no such version. */
  readonly unknownVersion?: boolean;
  /** Versions that the publisher does know. */
  readonly known?: readonly string[];
}

/** Thrown by one way of getting a part; whoever tries the ways collects them. */
export class WayFailed extends Error {
  readonly attempt: Attempt;

  constructor(attempt: Attempt, cause?: unknown) {
    super(`${attempt.way}: ${attempt.why}`, { cause });
    this.name = 'WayFailed';
    this.attempt = attempt;
  }
}

/**
 * Tries the ways in their order, each with `folder` empty; the first that works wins.
 * @throws what `fail` makes of the attempts when none works.
 */
export async function firstThatWorks<T>(
  folder: string,
  ways: readonly (() => Promise<T>)[],
  fail: (attempts: readonly Attempt[]) => Error,
): Promise<T> {
  const attempts: Attempt[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof WayFailed)) throw error;
      attempts.push(error.attempt);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
    }
  }
  throw fail(attempts);
}

/** No way worked: each with its reason, and what the user can do. */
export function notProvisioned(
  part: string,
  attempts: readonly Attempt[],
  next: string,
): DoomsdayError {
  return new DoomsdayError({
    code: 'NOT_PROVISIONED',
    message: `${part} cannot be had on this machine`,
    expected: 'one of these ways to work',
    observed: attempts.map(({ way, why }) => `${way}: ${why}`).join('\n'),
    next,
  });
}

/** The publisher knows no such version: the user's mistake, not the machine's. */
export function unknownVersion(version: string, attempts: readonly Attempt[]): DoomsdayError {
  const near = nearVersions(
    version,
    attempts.flatMap(({ known }) => known ?? []),
  );
  return usageError({
    code: 'UNKNOWN_ETCD_VERSION',
    message: `there is no etcd ${version} to be had`,
    expected: near.length === 0 ? 'a published version' : `a version such as ${near.join(', ')}`,
    observed: attempts.map(({ way, why }) => `${way}: ${why}`).join('\n'),
    next: near[0] === undefined ? 'see the releases of etcd' : `--etcd ${near[0]}`,
  });
}
