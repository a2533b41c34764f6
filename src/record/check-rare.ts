import {
  every,
  isBoolean,
  isBytes,
  isInt64,
  isKeyValue,
  isNumberFrom,
  isObject,
  isRevision,
} from './check-payload.ts';

type Fields = Readonly<Record<string, unknown>>;
type Is = (value: unknown) => boolean;

/** A field that must be there is written as it is, one that may be missing with a question mark. */
type Shape = Readonly<Record<string, Is>>;

const isString: Is = (value) => typeof value === 'string';
const isFinite: Is = (value) => typeof value === 'number';
const isOne =
  (...known: readonly string[]): Is =>
  (value) =>
    known.includes(value as string);
const isList =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);
const isMap =
  (is: Is): Is =>
  (value) =>
    isObject(value) && Object.values(value).every(is);
const isScalar: Is = (value) => isString(value) || isFinite(value) || isBoolean(value);
const isHexId: Is = (value) => isString(value) && /^[0-9a-f]{1,16}$/.test(value as string);
const isUint64: Is = (value) => isString(value) && /^\d{1,20}$/.test(value as string);
const isDate: Is = (value) =>
  isString(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value as string);
const from0 = isNumberFrom(0);

const fits =
  (shape: Shape): Is =>
  (value) =>
    isObject(value) && strangeField(value, shape) === undefined;

const SNAPSHOT: Shape = {
  revision: isRevision,
  'hash?': isString,
  takenAt: from0,
  member: isString,
  'source?': isString,
};
const INITIAL: Shape = {
  revision: isRevision,
  compactRevision: isRevision,
  kvs: (value) => every(value, isKeyValue),
};

const LEASE: Shape = {
  id: isInt64,
  'ttl?': isInt64,
  'left?': isInt64,
  'keys?': isList(isBytes),
};
const PERMISSION: Shape = {
  type: isOne('read', 'write', 'readwrite'),
  key: isBytes,
  'end?': isBytes,
};
const ACCESS: Shape = {
  enabled: isBoolean,
  revision: isUint64,
  users: isList(fits({ name: isString, roles: isList(isString) })),
  roles: isList(fits({ name: isString, permissions: isList(fits(PERMISSION)) })),
};

/** Beyond what SHAPES asks for. The whole truth: history.schema.json. */
const SHAPES: Readonly<Record<string, Shape>> = {
  header: {
    startedAt: isDate,
    scene: isString,
    etcd: isMap(isString),
    prefixes: isList(isString),
    'initial?': fits(INITIAL),
    'drill?': isNumberFrom(1),
    'feature?': isString,
    'scenario?': isString,
    'objectives?': isList(fits({ name: isString, bound: isFinite, unit: isString })),
    'probeEveryNs?': from0,
  },
  fault: {
    targets: isList(isString),
    phase: isOne('inject', 'bites', 'heal', 'gone'),
    ok: isBoolean,
    evidence: isString,
    'plan?': isMap(isScalar),
  },
  epoch: {
    n: isNumberFrom(2),
    cause: isOne('restore', 'force-new-cluster', 'standby'),
    snapshot: fits(SNAPSHOT),
    markCompacted: isBoolean,
    'clusterIds?': fits({ old: isHexId, new: isHexId }),
  },
  sample: {
    'leader?': isString,
    'term?': isUint64,
    'revision?': isInt64,
    'dbSize?': from0,
    'proposalsFailed?': from0,
    'leaderChanges?': from0,
  },
  mark: { 'detail?': isMap(isScalar) },
  state: {
    'leases?': fits({ until: from0, held: isList(fits(LEASE)) }),
    'access?': fits(ACCESS),
    'alarms?': isList(isString),
    'members?': isList(fits({ name: isString, id: isHexId, learner: isBoolean })),
  },
};

/** What is wrong with the less usual fields of a line; undefined when they are sound. */
export function checkRare(line: Fields): string | undefined {
  const { t } = line;
  const shape = SHAPES[t as string];
  const name = shape === undefined ? undefined : strangeField(line, shape);
  return name === undefined ? undefined : `"${name}" of ${String(t)} to be as docs/history.md says`;
}

function strangeField(value: Fields, shape: Shape): string | undefined {
  for (const field in shape) {
    const name = field.endsWith('?') ? field.slice(0, -1) : field;
    const one = value[name];
    if (one === undefined && name !== field) continue;
    if (!(shape[field] as Is)(one)) return name;
  }
  return undefined;
}

let last = { cluster: '', member: '', term: '' };

/** Headers of answers: nearly all are like the one before. */
export function isHeader(hdr: unknown): boolean {
  if (!isObject(hdr)) return false;
  const { cluster, member, term } = hdr;
  if (cluster === last.cluster && member === last.member && term === last.term) return true;
  if (!isHexId(cluster) || !isHexId(member) || !isUint64(term)) return false;
  last = { cluster: cluster as string, member: member as string, term: term as string };
  return true;
}

export const isError: Is = (err) =>
  isObject(err) && isString(err['code']) && isString(err['message']);
