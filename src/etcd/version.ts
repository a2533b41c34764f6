import { usageError } from '../core/doomsday-error.ts';

/** An etcd version as numbers; suffixes such as `-rc.1` do not count. */
export type EtcdVersion = readonly [major: number, minor: number, patch: number];

/**
 * `3.6.14`, `v3.5.4`, `3.7.0-rc.1` -> numbers; a missing patch is 0.
 * @throws {DoomsdayError} VERSION_UNREADABLE, a usage error.
 */
export function parseVersion(text: string): EtcdVersion {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text.trim());
  if (match !== null) return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  throw usageError({
    code: 'VERSION_UNREADABLE',
    message: `"${text}" is no etcd version`,
    expected: 'major.minor.patch, such as 3.6.14',
  });
}

/** Negative, zero or positive, as `sort` wants it. */
export function compareVersions(a: EtcdVersion, b: EtcdVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether `version` is `than` or newer. @throws as `parseVersion`. */
export const atLeast = (version: string, than: string): boolean =>
  compareVersions(parseVersion(version), parseVersion(than)) >= 0;

/** `3.5.33` -> `3.5`: what a change of behaviour usually goes by. */
export function minorOf(version: string): string {
  const [major, minor] = parseVersion(version);
  return `${major}.${minor}`;
}
