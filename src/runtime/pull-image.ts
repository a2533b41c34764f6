import { seconds } from '../core/duration.ts';
import { timed } from '../core/timed.ts';
import { watchSilence } from '../core/watch-silence.ts';
import { engineEvents } from './engine-events.ts';
import type { ImageWork } from './image-work.ts';

/** The engine itself tries a registry for a minute and longer; a drill falls on much sooner. */
const TO_ANSWER = seconds(8);
const BETWEEN_EVENTS = seconds(60);
/** The registry answered, and its answer was no. */
const REFUSED =
  /manifest.*(unknown|not found)|not found|denied|unauthorized|does not exist|no matching manifest/i;
/** The engine could not look the registry up; its words resemble a refusal's. */
const NO_NETWORK = /dial tcp|no such host|timeout|timed out|connection refused|no answer|network/i;

/** Registries that could not be reached, with the reason: not asked twice in one process. */
const unreachable = new Map<string, string>();

export class PullFailed extends Error {
  /** The registry was reached and has no such image, or not for us. */
  readonly refused: boolean;

  constructor(message: string, refused: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'PullFailed';
    this.refused = refused;
  }
}

/** Pulls an image into the engine, with the user's registry log-ins. @throws {PullFailed} */
export async function pullImage(ref: string, work: ImageWork): Promise<void> {
  const registry = registryOf(ref);
  const known = unreachable.get(registry);
  if (known !== undefined) throw new PullFailed(known, false);
  try {
    await timed(work.progress, `pulling ${ref}`, () => pull(ref, registry, work));
  } catch (error) {
    work.signal?.throwIfAborted();
    const why = (error as Error).message.trim();
    const refused = REFUSED.test(why) && !NO_NETWORK.test(why);
    if (!refused) unreachable.set(registry, why);
    throw new PullFailed(why, refused, error);
  }
}

async function pull(ref: string, registry: string, work: ImageWork): Promise<void> {
  const watch = watchSilence(work.registryPatience ?? TO_ANSWER, work.signal);
  try {
    const authconfig = await logIn(registry);
    const options = { abortSignal: watch.signal, ...(authconfig && { authconfig }) };
    const stream = await work.docker.pull(ref, options);
    watch.signal.addEventListener('abort', () => destroy(stream, watch.signal.reason), {
      once: true,
    });
    for await (const { status, id, progress } of engineEvents(stream)) {
      watch.heard(BETWEEN_EVENTS);
      const detail = [id, status, progress].filter((part) => part !== undefined).join(' ');
      work.progress({ what: `pulling ${ref}`, detail });
    }
  } catch (error) {
    throw watch.signal.aborted ? watch.signal.reason : error;
  } finally {
    watch.stop();
  }
}

/** testcontainers reads the user's Docker configuration and its credential helpers. */
async function logIn(registry: string): Promise<object | undefined> {
  const { getAuthConfig } =
    await import('testcontainers/build/container-runtime/auth/get-auth-config.js');
  const name = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  return await getAuthConfig(name);
}

const destroy = (stream: NodeJS.ReadableStream, reason: unknown): void => {
  (stream as NodeJS.ReadableStream & { destroy(error?: Error): void }).destroy(reason as Error);
};

/** The first part of a reference is a registry when it looks like a host; else it is Docker Hub. */
function registryOf(ref: string): string {
  const first = ref.split('/')[0] as string;
  return ref.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
