import type { Bytes, Int64 } from '../../history/types.ts';
import { NOBODY, NONE, type ChangeLog } from './change-log.ts';
import type { Comparable } from './compare.ts';

/** One step in the life of one key. */
export interface Link {
  readonly revision: number;
  readonly type: 'put' | 'delete';
  readonly value: Bytes | undefined;
  readonly lease: Int64;
  readonly op: number;
}

/** A deletion that no operation of the record made, but for its revision. */
export const GONE = { type: 'delete', value: undefined, lease: '0', op: NOBODY } as const;

/** The changes of a key behind a given change, oldest first. */
export function linksSince(log: ChangeLog, key: number, base: number): Link[] {
  const links: Link[] = [];
  for (let c = log.newest[key] as number; c !== base && c !== NONE; c = log.previous[c] as number) {
    const live = (log.versions[c] as number) > 0;
    links.push({
      revision: log.revisions[c] as number,
      type: live ? 'put' : 'delete',
      value: log.values[c],
      lease: log.leases[c] as Int64,
      op: log.ops[c] as number,
    });
  }
  return links.reverse();
}

/**
 * The same links, with the deletions by which leases that are known to have ended took along what
 * hung on them: also a key whose put was not known when the end was found out.
 */
export function endedBy(
  ends: readonly { readonly lease: Int64; readonly revision: number }[],
  links: readonly Link[],
): Link[] {
  return links.flatMap((link, i) => {
    if (link.type === 'delete' || link.lease === '0') return [link];
    const next = links[i + 1]?.revision ?? Infinity;
    const end = ends.find(
      ({ lease, revision }) => lease === link.lease && revision > link.revision && revision < next,
    );
    return end === undefined ? [link] : [link, { ...GONE, revision: end.revision }];
  });
}

/** What the key holds after the links; undefined when a deletion finds nothing to delete. */
export function follow(
  start: Comparable | undefined,
  links: readonly Link[],
): Comparable | undefined {
  let state: Comparable = start ?? ABSENT;
  for (const { type, revision, value, lease } of links) {
    if (type === 'delete') {
      if (!state.live) return undefined;
      state = ABSENT;
    } else {
      const create = state.live ? state.create : revision;
      const version = state.live ? state.version + 1 : 1;
      state = { live: true, create, revision, version, value, lease };
    }
  }
  return state;
}

/** Puts other links in the place of those behind a given change. */
export function rewrite(log: ChangeLog, key: number, base: number, links: readonly Link[]): void {
  log.rewind(key, base);
  for (const { type, revision, value, lease, op } of links) {
    if (type === 'delete') log.remove(key, revision, op);
    else log.put(key, value as Bytes, lease, revision, op);
  }
}

const ABSENT: Comparable = {
  live: false,
  create: 0,
  revision: 0,
  version: 0,
  lease: '0',
  value: undefined,
};
