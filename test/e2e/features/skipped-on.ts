export type Kind = 'docker' | 'process';

const NEEDS_ROOT = 'wrong-owner needs root, who alone can give files away';

/** Scenarios that cannot be played there by whoever plays them now, with what is said of them. */
export function skippedOn(kind: Kind): ReadonlyMap<string, string> {
  const scenario = 'the data dir belongs to another user';
  if (kind === 'docker') {
    return new Map([
      [scenario, `${NEEDS_ROOT}: containers of members have none of its privileges`],
    ]);
  }
  if (process.getuid?.() === 0) return new Map();
  return new Map([[scenario, `${NEEDS_ROOT}: members are processes of another user`]]);
}
