import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pass, wallMillis } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds } from '../core/duration.ts';
import { thisOwner } from './owner.ts';
import { OWNER_FILE, removeRunFolder } from './remove-run-folder.ts';

/** What the name of a folder without an owner yet ends with. */
export const MAKING = '.making';
const HEARTBEAT_EVERY = seconds(5);

/** Where runs keep what lives no longer than they do: `$XDG_CACHE_HOME/etcd-doomsday/work`. */
export function defaultWorkDir(): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(cache, 'etcd-doomsday', 'work');
}

/**
 * A run's own folder `<workDir>/<run>` with its owner (`owner.json`) and a file that is touched
 * every 5 s (`heartbeat`), so that a later start can tell whether what it finds is abandoned.
 */
export class RunFolder implements AsyncDisposable {
  readonly path: string;
  readonly heartbeat: string;
  readonly #keep: boolean;
  readonly #ended = new AbortController();
  #beating: Promise<void> = Promise.resolve();

  private constructor(path: string, keep: boolean) {
    this.path = path;
    this.heartbeat = join(path, 'heartbeat');
    this.#keep = keep;
  }

  /** @throws {DoomsdayError} RUN_EXISTS, so that two runs never share a folder. */
  static async create(at: { workDir: string; run: string; keep: boolean }): Promise<RunFolder> {
    const folder = new RunFolder(join(at.workDir, at.run), at.keep);
    // Made under another name, so that a run's folder has its owner from the first moment on.
    const making = `${folder.path}${MAKING}`;
    await mkdir(making, { recursive: true });
    await writeFile(join(making, OWNER_FILE), JSON.stringify(thisOwner()));
    await writeFile(join(making, 'heartbeat'), '');
    if (at.keep) await writeFile(join(making, 'keep'), '');
    await rename(making, folder.path).catch(async (cause: unknown) => {
      await rm(making, { recursive: true });
      throw cannotCreate(folder.path, cause);
    });
    folder.#beating = folder.#beat();
    return folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#beating;
    if (!this.#keep) await removeRunFolder(this.path);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await pass(HEARTBEAT_EVERY, signal).catch(() => undefined);
      const now = wallMillis() / 1000;
      await utimes(this.heartbeat, now, now).catch(() => undefined); // the folder may be gone
    }
  }
}

/** Milliseconds since the last heartbeat; undefined when there is none. */
export async function heartbeatAgeMs(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? undefined : wallMillis() - found.mtimeMs;
}

function cannotCreate(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOTEMPTY' && code !== 'EEXIST') return cause;
  return new DoomsdayError({
    code: 'RUN_EXISTS',
    message: `the folder of this run exists already: ${path}`,
    expected: 'a run id of its own for every run',
    next: 'doomsday clean',
    cause,
  });
}
