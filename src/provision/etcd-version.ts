export interface EtcdVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `rc.0` of `3.7.0-rc.0`; empty for a release. */
  readonly pre: string;
}

const FORM = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:-([0-9A-Za-z.-]+))?$/;

/** `3.7.1`, `3.8.0-alpha.0` -> its parts; undefined for anything else. */
export function parseVersion(text: string): EtcdVersion | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch, pre] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), pre: pre ?? '' };
}

/** etcdutl is a tool of its own since 3.5. */
export function hasEtcdutl(version: string): boolean {
  const parsed = parseVersion(version);
  return parsed !== undefined && (parsed.major > 3 || parsed.minor >= 5);
}

/**
 * Releases of `version`'s own line, nearest patch first and the newer one on a tie: whose tools
 * fit `version` best. Pre-releases are left out.
 */
export function neighbours(version: string, known: readonly string[]): string[] {
  const wanted = parseVersion(version);
  if (wanted === undefined) return [];
  return releases(known)
    .filter(({ v }) => v.major === wanted.major && v.minor === wanted.minor)
    .filter(({ text }) => text !== version)
    .sort((a, b) => far(a.v, wanted) - far(b.v, wanted) || b.v.patch - a.v.patch)
    .map(({ text }) => text);
}

/** What somebody who asked for `version` may have meant: its line's nearest, and the newest. */
export function nearVersions(version: string, known: readonly string[]): string[] {
  const all = releases(known).sort((a, b) => rank(a.v) - rank(b.v));
  const near = neighbours(version, known).slice(0, 3);
  const newest = all.at(-1)?.text;
  return [...new Set(newest === undefined ? near : [...near, newest])];
}

const releases = (known: readonly string[]): { text: string; v: EtcdVersion }[] =>
  known.flatMap((text) => {
    const v = parseVersion(text);
    return v === undefined || v.pre !== '' ? [] : [{ text, v }];
  });

const far = (a: EtcdVersion, b: EtcdVersion): number => Math.abs(a.patch - b.patch);
const rank = (v: EtcdVersion): number => (v.major * 1000 + v.minor) * 1000 + v.patch;
