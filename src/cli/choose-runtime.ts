import { DoomsdayError } from '../core/doomsday-error.ts';
import { askDocker } from './doctor/ask-docker.ts';

/** Which runtime a run uses, and why: the first line printed. */
export interface RuntimeChoice {
  readonly kind: 'docker' | 'process';
  readonly why: string;
}

/**
 * What was asked for; else Docker where its engine answers, else local processes (Linux).
 * @throws {DoomsdayError} RUNTIME_UNAVAILABLE, exit 4.
 */
export async function chooseRuntime(
  asked: 'docker' | 'process' | undefined,
): Promise<RuntimeChoice> {
  const onLinux = process.platform === 'linux';
  if (asked === 'process') {
    if (onLinux) return { kind: 'process', why: 'asked for with --runtime' };
    throw unavailable('process', `this is ${process.platform}`, '--runtime docker');
  }
  if (!onLinux)
    return { kind: 'docker', why: `members are Linux processes, this is ${process.platform}` };
  const engine = await askDocker();
  if (!('why' in engine)) {
    const why =
      asked === 'docker' ? 'asked for with --runtime' : `engine ${engine.version} answers`;
    return { kind: 'docker', why };
  }
  if (asked === undefined) return { kind: 'process', why: engine.why };
  throw unavailable('docker', engine.why, '--runtime process');
}

const unavailable = (kind: string, observed: string, next: string): DoomsdayError =>
  new DoomsdayError({
    code: 'RUNTIME_UNAVAILABLE',
    message: `the ${kind} runtime cannot be used here`,
    expected: kind === 'docker' ? 'a Docker engine that answers' : 'Linux',
    observed,
    next,
  });
