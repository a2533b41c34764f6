import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { usageError } from '../core/doomsday-error.ts';
import { DEFAULT_ETCD_VERSION, OLDEST_ETCD_LINE } from './defaults.ts';
import type { EtcdAsked } from './etcd-asked.ts';
import { parseVersion } from './etcd-version.ts';

const IMAGE =
  /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/**
 * Reads what a user asked for: `3.6.14` or `v3.6.14`, a path that exists, or an image reference
 * (it holds a `/`, a tag or a digest).
 * @throws {DoomsdayError} usage errors BAD_ETCD, ETCD_TOO_OLD, NO_SUCH_ETCD_PATH.
 */
export function parseEtcdAsked(text: string): EtcdAsked {
  const version = text.replace(/^v(?=\d)/, '');
  if (parseVersion(version) !== undefined) return { kind: 'version', version: supported(version) };
  const path = resolve(text.replace(/^~(?=\/|$)/, homedir()));
  if (/^[.~/]/.test(text)) {
    if (existsSync(path)) return { kind: 'path', path };
    throw usageError({
      code: 'NO_SUCH_ETCD_PATH',
      message: `there is nothing at ${path}`,
      expected: 'a folder that holds etcd, etcdctl and etcdutl, or the etcd binary itself',
      next: 'correct the path, or name a version: --etcd ' + DEFAULT_ETCD_VERSION,
    });
  }
  if (text.includes('/') && existsSync(path)) return { kind: 'path', path };
  if (/[/:@]/.test(text) && IMAGE.test(text)) return { kind: 'image', ref: text };
  throw notUnderstood(text);
}

/** Refuses lines of etcd that the drills cannot work with. @throws usage error ETCD_TOO_OLD. */
export function supported(version: string): string {
  const parsed = parseVersion(version);
  const [major, minor] = OLDEST_ETCD_LINE.split('.').map(Number) as [number, number];
  if (parsed !== undefined && (parsed.major > major || parsed.minor >= minor)) return version;
  throw usageError({
    code: 'ETCD_TOO_OLD',
    message: `etcd ${version} is older than ${OLDEST_ETCD_LINE}`,
    expected: `etcd ${OLDEST_ETCD_LINE}.0 or newer`,
    next: `--etcd ${DEFAULT_ETCD_VERSION}`,
  });
}

const notUnderstood = (text: string): Error =>
  usageError({
    code: 'BAD_ETCD',
    message: `"${text}" is no etcd version, path or image`,
    expected:
      'a full version (3.6.14), a path (./bin, /opt/etcd/etcd) or an image (registry/name:tag)',
    observed: `"${text}"`,
    next: `--etcd ${DEFAULT_ETCD_VERSION}`,
  });
