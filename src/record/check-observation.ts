import {
  every,
  hasOnly,
  isBytes,
  isEvent,
  isRevision,
  isKeyValue,
  isNumberFrom,
  isObject,
} from './check-payload.ts';
import { isHeader } from './check-rare.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Every field of this line says something that a guarantee rests on, so none may be strange. */
const WATCH: ReadonlySet<string> = new Set(
  (
    't id client member epoch at kind key end startRevision filters prevKv revision ' +
    'compactRevision events fragment reason hdr'
  ).split(' '),
);
const KINDS = new Set<unknown>(['open', 'events', 'progress', 'canceled']);
const FILTERS = new Set<unknown>(['noput', 'nodelete']);
const READS = new Set<unknown>(['linearizable', 'serializable', 'data-dir']);
const OCCASIONS = new Set<unknown>(['snapshot', 'before-clients', 'final']);

/** What is wrong with a watch line; undefined when it is sound. */
export function checkWatch(line: Fields): string | undefined {
  const { kind, key, end, startRevision, filters, revision, compactRevision, events } = line;
  if (!KINDS.has(kind)) return `"kind" to be one of ${[...KINDS].join(', ')}`;
  if (events !== undefined && !every(events, isEvent)) return '"events" to be events';
  for (const one of [key, end]) {
    if (one !== undefined && !isBytes(one)) return '"key" and "end" to be keys';
  }
  for (const one of [startRevision, revision, compactRevision]) {
    if (one !== undefined && !isRevision(one)) return 'revisions to be numbers as text, below 2^53';
  }
  const known = filters === undefined || (Array.isArray(filters) && filters.every(isFilter));
  if (!known) return '"filters" to be a list of noput and nodelete';
  if (line['fragment'] !== undefined && typeof line['fragment'] !== 'boolean') {
    return '"fragment" to be boolean';
  }
  const { prevKv, reason, hdr } = line;
  if (prevKv !== undefined && typeof prevKv !== 'boolean') return '"prevKv" to be boolean';
  if (reason !== undefined && typeof reason !== 'string') return '"reason" to be string';
  if (hdr !== undefined && !isHeader(hdr)) return '"hdr" to be the header of an answer';
  for (const name in line) if (!WATCH.has(name)) return `no field "${name}"`;
  return undefined;
}

const isFilter = (filter: unknown): boolean => FILTERS.has(filter);

export function checkState(line: Fields): string | undefined {
  const { kvs, compactRevision, revision, hashKv, more } = line;
  if (!every(kvs, isKeyValue)) return '"kvs" to be keys with their values';
  if (!isRevision(revision) || !isRevision(compactRevision)) {
    return 'revisions to be numbers as text, below 2^53';
  }
  if (!READS.has(line['read'])) return `"read" to be one of ${[...READS].join(', ')}`;
  if (!OCCASIONS.has(line['occasion'])) {
    return `"occasion" to be one of ${[...OCCASIONS].join(', ')}`;
  }
  if (more !== undefined && typeof more !== 'boolean') return '"more" to be boolean';
  if (hashKv !== undefined && !isHash(hashKv)) return '"hashKv" to be a hash at two revisions';
  return undefined;
}

const isHash = (hash: unknown): boolean =>
  isObject(hash) &&
  hasOnly(hash, 3, 0) &&
  isRevision(hash['revision']) &&
  isRevision(hash['compactRevision']) &&
  typeof hash['hash'] === 'string';

export function checkEpoch(line: Fields): string | undefined {
  const { snapshot, bump } = line;
  if (!isObject(snapshot) || !isRevision(snapshot['revision'])) {
    return '"snapshot.revision" to be a number as text, below 2^53';
  }
  if (!isNumberFrom(2)(line['n'])) return '"n" to be a number from 2';
  if (!isRevision(bump)) return '"bump" to be a number as text, below 2^53';
  return undefined;
}
