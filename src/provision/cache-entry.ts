import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { wallTime } from '../core/clock.ts';
import { underLock } from './under-lock.ts';
import { makeTempDir } from './temp-dir.ts';
import type { ProvisionContext } from './provision-context.ts';
import { sha256File } from './sha256-file.ts';

/** What lies beside the files of an entry, so that a warm start need not hash or ask them again. */
export interface Manifest {
  readonly version: string;
  /** Of the entry's first file. */
  readonly digest: string;
  /** Where it came from: a URL, a Go module and compiler, an image. */
  readonly source: string;
  /** RFC 3339 UTC. */
  readonly obtainedAt: string;
  readonly files: Readonly<Record<string, { readonly digest: string; readonly bytes: number }>>;
}

export interface CacheEntry {
  readonly manifest: Manifest;
  /** Absolute path of one of the entry's files; undefined when the entry has no such file. */
  file(name: string): string | undefined;
}

/** What `obtain` put into its folder. */
export interface Obtained {
  readonly version: string;
  readonly source: string;
  /** File names in the folder, the one that stands for the entry first. */
  readonly files: readonly string[];
}

const MANIFEST = 'manifest.json';

/** The entry `key` when it is complete; undefined when it is absent or a file was taken away. */
export async function cacheEntry(cache: string, key: string): Promise<CacheEntry | undefined> {
  const folder = join(cache, key);
  try {
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
    for (const [name, { bytes }] of Object.entries(manifest.files)) {
      if ((await stat(join(folder, name))).size !== bytes) return undefined;
    }
    const file = (name: string): string | undefined =>
      name in manifest.files ? join(folder, name) : undefined;
    return { manifest, file };
  } catch {
    return undefined;
  }
}

/**
 * The entry `key`, obtained first where it is missing. Of several processes one obtains it, the
 * others wait. The work is done in a temporary folder and renamed as a whole, so an entry is
 * complete or absent, also after `kill -9`.
 * @param what for progress lines: `etcd 3.7.1`.
 */
export async function obtainOnce(
  { key, what, ctx }: { key: string; what: string; ctx: ProvisionContext },
  obtain: (folder: string) => Promise<Obtained>,
): Promise<CacheEntry> {
  const present = await cacheEntry(ctx.cache, key);
  if (present !== undefined) return present;
  await mkdir(dirname(join(ctx.cache, key)), { recursive: true });
  return await underLock({ file: join(ctx.cache, `${key}.lock`), what, ctx }, async () => {
    const meanwhile = await cacheEntry(ctx.cache, key);
    if (meanwhile !== undefined) return meanwhile;
    const folder = await makeTempDir(ctx.cache);
    try {
      await seal(folder, await obtain(folder));
      await rm(join(ctx.cache, key), { recursive: true, force: true }); // a damaged entry
      await rename(folder, join(ctx.cache, key));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return (await cacheEntry(ctx.cache, key)) as CacheEntry;
  });
}

async function seal(folder: string, { version, source, files }: Obtained): Promise<void> {
  const facts: Record<string, { digest: string; bytes: number }> = {};
  for (const name of files) {
    const path = join(folder, name);
    facts[name] = { digest: await sha256File(path), bytes: (await stat(path)).size };
  }
  const digest = facts[files[0] ?? '']?.digest ?? '';
  const manifest: Manifest = { version, digest, source, obtainedAt: wallTime(), files: facts };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}
