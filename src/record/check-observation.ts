import { every, isBytes, isEvent, isInt64, isKeyValue, isObject } from './check-payload.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Every field of these lines says something that a guarantee rests on, so none may be strange. */
const WATCH = names(
  't id client member epoch at kind key end startRevision filters prevKv revision',
  'compactRevision events fragment reason hdr',
);
const STATE = names(
  't epoch member at read revision compactRevision kvs more leases alarms members',
  'hashKv occasion',
);
const EPOCH = names('t n at cause snapshot bump markCompacted clusterIds');
const KINDS = new Set<unknown>(['open', 'events', 'progress', 'canceled']);
const FILTERS = new Set<unknown>(['noput', 'nodelete']);
const READS = new Set<unknown>(['linearizable', 'serializable', 'data-dir']);
const OCCASIONS = new Set<unknown>(['before-clients', 'final']);

function names(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}

/** What is wrong with a watch line; undefined when it is sound. */
export function checkWatch(line: Fields): string | undefined {
  const { kind, key, end, startRevision, filters, revision, compactRevision, events } = line;
  if (!KINDS.has(kind)) return `"kind" to be one of ${[...KINDS].join(', ')}`;
  if (events !== undefined && !every(events, isEvent)) return '"events" to be events';
  for (const one of [key, end]) {
    if (one !== undefined && !isBytes(one)) return '"key" and "end" to be keys';
  }
  for (const one of [startRevision, revision, compactRevision]) {
    if (one !== undefined && !isInt64(one)) return 'revisions to be 64-bit numbers as text';
  }
  const known = filters === undefined || (Array.isArray(filters) && filters.every(isFilter));
  if (!known) return '"filters" to be a list of noput and nodelete';
  if (line['fragment'] !== undefined && typeof line['fragment'] !== 'boolean') {
    return '"fragment" to be boolean';
  }
  return strange(line, WATCH);
}

const isFilter = (filter: unknown): boolean => FILTERS.has(filter);

export function checkState(line: Fields): string | undefined {
  const { kvs, compactRevision, revision, hashKv, more } = line;
  if (!every(kvs, isKeyValue)) return '"kvs" to be keys with their values';
  if (!isInt64(revision) || !isInt64(compactRevision)) {
    return 'revisions to be 64-bit numbers as text';
  }
  if (!READS.has(line['read'])) return `"read" to be one of ${[...READS].join(', ')}`;
  if (!OCCASIONS.has(line['occasion'])) {
    return `"occasion" to be one of ${[...OCCASIONS].join(', ')}`;
  }
  if (more !== undefined && typeof more !== 'boolean') return '"more" to be boolean';
  if (hashKv !== undefined && !isHash(hashKv)) return '"hashKv" to be a hash at two revisions';
  return strange(line, STATE);
}

const isHash = (hash: unknown): boolean =>
  isObject(hash) &&
  isInt64(hash['revision']) &&
  isInt64(hash['compactRevision']) &&
  typeof hash['hash'] === 'string';

export function checkEpoch(line: Fields): string | undefined {
  const { snapshot, bump } = line;
  if (!isObject(snapshot) || !isInt64(snapshot['revision'])) {
    return '"snapshot.revision" to be a 64-bit number as text';
  }
  if (!((line['n'] as number) >= 2)) return '"n" to be 2 or more';
  if (!isInt64(bump)) return '"bump" to be a 64-bit number as text';
  return strange(line, EPOCH);
}

function strange(line: Fields, known: ReadonlySet<string>): string | undefined {
  for (const name in line) if (!known.has(name)) return `no field "${name}"`;
  return undefined;
}
