import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { seconds } from '../core/duration.ts';
import { WayFailed } from './attempt.ts';
import type { ProvisionContext } from './provision-context.ts';
import { watchSilence, type SilenceWatch } from '../core/watch-silence.ts';

/** A closed network often drops packets silently: this long, once a process, is lost to it. */
const TO_ANSWER = seconds(4);
const BETWEEN_CHUNKS = seconds(30);
const WAY = 'download';

/** Servers that could not be reached, with the reason: nobody asks them twice in one process. */
const unreachable = new Map<string, string>();

/** The text at `url`, for small files such as lists of checksums. @throws {WayFailed} */
export async function downloadText(url: string, ctx: ProvisionContext): Promise<string> {
  return await request(url, ctx, async (response) => await response.text());
}

/**
 * Saves `url` as the file `to` and makes sure that it is what the checksum says.
 * @param sha256 64 hex digits.
 * @throws {WayFailed} no answer, a broken transfer, or a wrong checksum.
 */
export async function downloadFile(
  { url, to, sha256 }: { url: string; to: string; sha256: string },
  ctx: ProvisionContext,
): Promise<void> {
  await request(url, ctx, async (response, watch) => {
    const hash = createHash('sha256');
    const heard = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        watch.heard(BETWEEN_CHUNKS);
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(response.body as AsyncIterable<Uint8Array>, heard, createWriteStream(to));
    const got = hash.digest('hex');
    if (got === sha256) return;
    throw new WayFailed({ way: WAY, why: `${url} has sha256 ${got}, published is ${sha256}` });
  });
}

/** The checksum of `file` in a list as `sha256sum` writes it. @throws {WayFailed} it has none. */
export function checksumOf(file: string, list: string): string {
  for (const line of list.split('\n')) {
    const [sha256, name] = line.trim().split(/\s+\*?/);
    if (name === file && /^[0-9a-f]{64}$/.test(sha256 ?? '')) return sha256 as string;
  }
  throw new WayFailed({ way: WAY, why: `the published checksums do not name ${file}` });
}

async function request<T>(
  url: string,
  { signal }: ProvisionContext,
  read: (response: Response, watch: SilenceWatch) => Promise<T>,
): Promise<T> {
  const { origin } = new URL(url);
  const known = unreachable.get(origin);
  if (known !== undefined) throw new WayFailed({ way: WAY, why: known });
  const watch = watchSilence(TO_ANSWER, signal);
  let answered = false;
  try {
    const response = await fetch(url, { signal: watch.signal });
    answered = true;
    watch.heard(BETWEEN_CHUNKS);
    if (!response.ok) throw refused(url, response.status);
    return await read(response, watch);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof WayFailed) throw error;
    const why = `${answered ? url : origin}: ${reasonOf(error)}`;
    if (!answered) unreachable.set(origin, why);
    throw new WayFailed({ way: WAY, why }, error);
  } finally {
    watch.stop();
  }
}

const refused = (url: string, status: number): WayFailed =>
  new WayFailed({ way: WAY, why: `${url} answered ${status}`, unknownVersion: status === 404 });

/** fetch says only "fetch failed"; the reason is its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
