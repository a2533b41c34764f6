import type Dockerode from 'dockerode';
import { deadline } from '../core/deadline.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, seconds, type Duration } from '../core/duration.ts';

const CALL_WITHIN = seconds(30);

/** Every call to the Docker engine goes through here: a deadline, and errors that say what failed. */
export class DockerEngine {
  readonly docker: Dockerode;
  /** What its containers run on. */
  readonly arch: 'amd64' | 'arm64';

  constructor(docker: Dockerode, arch: 'amd64' | 'arm64') {
    this.docker = docker;
    this.arch = arch;
  }

  /** @throws {DoomsdayError} DOCKER_GONE, or DOCKER_REFUSED with the engine's own words. */
  async call<T>(
    what: string,
    work: (docker: Dockerode) => Promise<T>,
    within: Duration = CALL_WITHIN,
  ): Promise<T> {
    return await guarded(what, within, () => work(this.docker));
  }
}

/**
 * Finds the engine as testcontainers does (DOCKER_HOST, contexts, rootless sockets).
 * Cost: about half a second the first time, nearly all of it for loading the library.
 * @throws {DoomsdayError} DOCKER_GONE when none answers in time.
 */
export async function connectEngine(within: Duration = seconds(10)): Promise<DockerEngine> {
  // Its reaper is an image that cannot be had everywhere; sweeping by label does its work.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  return await guarded('answer', within, async () => {
    const { getContainerRuntimeClient } = await import('testcontainers');
    const { container } = await getContainerRuntimeClient();
    const { Arch } = await container.dockerode.version();
    return new DockerEngine(container.dockerode, Arch === 'arm64' ? 'arm64' : 'amd64');
  });
}

/** Any work with the engine, in the same terms. */
export async function guarded<T>(
  what: string,
  within: Duration,
  work: () => Promise<T>,
): Promise<T> {
  const late = (): Error => gone(what, `no answer within ${formatDuration(within)}`);
  try {
    return await deadline(within, late, work);
  } catch (error) {
    throw inOurTerms(what, error);
  }
}

/** What the engine answers when the thing does not exist. */
export const isNotFound = (error: unknown): boolean => statusOf(error) === 404;

/** 404 it is gone already, 409 it is being removed by somebody else: both mean "no work left". */
export async function unlessGone(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: unknown) => {
    if (![404, 409].includes(statusOf(error) ?? 0)) throw error;
  });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof DoomsdayError) return statusOf(error.cause);
  return (error as { statusCode?: number } | undefined)?.statusCode;
}

export function inOurTerms(what: string, error: unknown): Error {
  if (error instanceof DoomsdayError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (statusOf(error) === undefined) return gone(what, text, error);
  return new DoomsdayError({
    code: 'DOCKER_REFUSED',
    message: `the Docker engine refused to ${what}`,
    observed: text,
    cause: error,
  });
}

function gone(what: string, observed: string, cause?: unknown): DoomsdayError {
  return new DoomsdayError({
    code: 'DOCKER_GONE',
    message: `the Docker engine did not ${what}`,
    observed,
    likely: 'the engine is not running, was stopped meanwhile, or this user may not talk to it',
    next: 'docker info',
    cause,
  });
}
