import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../provision/cache-entry.ts';
import type { Finding } from './finding.ts';

/** Something that was provisioned before. */
export interface CachedPart {
  /** `etcd/3.7.1-linux-amd64`. */
  readonly key: string;
  readonly manifest: Manifest;
  /** Its first file. */
  readonly path: string;
}

/** What lies in the cache, sorted by name. */
export function cachedParts(cache: string): CachedPart[] {
  if (!existsSync(cache)) return [];
  const files = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => /^[a-z]+\/[^/]+\/manifest\.json$/.test(name))
    .sort()
    .map((name) => {
      const manifest = JSON.parse(readFileSync(join(cache, name), 'utf8')) as Manifest;
      const key = name.replace(/\/manifest\.json$/, '');
      return { key, manifest, path: join(cache, key, Object.keys(manifest.files)[0] ?? '') };
    });
}

/** One row for each part; one warning when there is none yet. */
export function cacheFindings(parts: readonly CachedPart[], cache: string): Finding[] {
  if (parts.length === 0) {
    const next = 'doomsday provision (the first run does it, too)';
    return [{ name: 'cache', status: 'warn', found: `nothing yet in ${cache}`, next }];
  }
  return parts.map(({ key, manifest: { version, source } }) => {
    const [name = key] = key.split('/');
    return { name, status: 'ok', found: `${version}  ${source}` };
  });
}
