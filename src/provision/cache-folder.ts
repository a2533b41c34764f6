import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where everything that was downloaded or built is kept: `etcd-doomsday` under $XDG_CACHE_HOME,
 * else under ~/.cache. A relative $XDG_CACHE_HOME is ignored, as the XDG specification demands.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const given = env['XDG_CACHE_HOME'];
  const base = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(base, 'etcd-doomsday');
}
