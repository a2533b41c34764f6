import {
  every,
  hasOnly,
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

/** All the fields that an object may have. */
type Shape = ReadonlyMap<string, { readonly is: Is; readonly optional: boolean }>;

/** A field that must be there is written as it is, one that may be missing with a question mark. */
function shapeOf(fields: Readonly<Record<string, Is>>): Shape {
  return new Map(
    Object.entries(fields).map(([name, is]) => {
      const optional = name.endsWith('?');
      return [optional ? name.slice(0, -1) : name, { is, optional }];
    }),
  );
}

/** Fields that are checked before these are; here they are only known. */
function checkedElsewhere(names: string): Record<string, Is> {
  return Object.fromEntries(names.split(' ').map((name) => [name, () => true]));
}

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

const SNAPSHOT = shapeOf({
  revision: isRevision,
  'hash?': isString,
  takenAt: from0,
  member: isString,
  'source?': isString,
});
const INITIAL = shapeOf({
  revision: isRevision,
  compactRevision: isRevision,
  kvs: (value) => every(value, isKeyValue),
});

const LEASE = shapeOf({
  id: isInt64,
  'ttl?': isInt64,
  'left?': isInt64,
  'keys?': isList(isBytes),
});
const PERMISSION = shapeOf({
  type: isOne('read', 'write', 'readwrite'),
  key: isBytes,
  'end?': isBytes,
});
const ACCESS = shapeOf({
  enabled: isBoolean,
  revision: isUint64,
  users: isList(fits(shapeOf({ name: isString, roles: isList(isString) }))),
  roles: isList(fits(shapeOf({ name: isString, permissions: isList(fits(PERMISSION)) }))),
});

/**
 * Beyond what every kind of line is asked for. The whole truth: history.schema.json. No object may
 * have other fields: where the end of one line and the beginning of the next are lost, what is left
 * of both reads as one line with strange fields, and the lack of the other would be blamed on etcd.
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  header: shapeOf({
    ...checkedElsewhere('t format version run seed'),
    startedAt: isDate,
    scene: isString,
    etcd: isMap(isString),
    prefixes: isList(isString),
    'initial?': fits(INITIAL),
    'drill?': isNumberFrom(1),
    'feature?': isString,
    'scenario?': isString,
    'objectives?': isList(fits(shapeOf({ name: isString, bound: isFinite, unit: isString }))),
    'probeEveryNs?': from0,
  }),
  fault: shapeOf({
    ...checkedElsewhere('t id name from to'),
    targets: isList(isString),
    phase: isOne('inject', 'bites', 'heal', 'gone'),
    ok: isBoolean,
    evidence: isString,
    'plan?': isMap(isScalar),
  }),
  epoch: shapeOf({
    ...checkedElsewhere('t at bump'),
    n: isNumberFrom(2),
    cause: isOne('restore', 'force-new-cluster', 'standby'),
    snapshot: fits(SNAPSHOT),
    markCompacted: isBoolean,
    'clusterIds?': fits(shapeOf({ old: isHexId, new: isHexId })),
  }),
  sample: shapeOf({
    ...checkedElsewhere('t at member up'),
    'leader?': isString,
    'term?': isUint64,
    'revision?': isInt64,
    'dbSize?': from0,
    'proposalsFailed?': from0,
    'leaderChanges?': from0,
  }),
  mark: shapeOf({ ...checkedElsewhere('t name at'), 'detail?': isMap(isScalar) }),
  state: shapeOf({
    ...checkedElsewhere('t epoch member at read revision compactRevision kvs more hashKv occasion'),
    'leases?': fits(shapeOf({ until: from0, held: isList(fits(LEASE)) })),
    'access?': fits(ACCESS),
    'alarms?': isList(isString),
    'members?': isList(fits(shapeOf({ name: isString, id: isHexId, learner: isBoolean }))),
  }),
  end: shapeOf(checkedElsewhere('t at dropped')),
};

/** What is wrong with the less usual fields of a line; undefined when they are sound. */
export function checkRare(line: Fields): string | undefined {
  const { t } = line;
  const shape = SHAPES[t as string];
  const name = shape === undefined ? undefined : strangeField(line, shape);
  if (name === undefined) return undefined;
  const known = shape?.has(name) === true;
  return known ? `"${name}" of ${String(t)} to be as docs/history.md says` : `no field "${name}"`;
}

function strangeField(value: Fields, shape: Shape): string | undefined {
  for (const [name, { is, optional }] of shape) {
    const one = value[name];
    if (one === undefined && optional) continue;
    if (!is(one)) return name;
  }
  for (const name in value) if (!shape.has(name)) return name;
  return undefined;
}

let last = { cluster: '', member: '', term: '' };

/** Headers of answers: nearly all are like the one before. */
export function isHeader(hdr: unknown): boolean {
  if (!isObject(hdr) || !hasOnly(hdr, 3, 0)) return false;
  const { cluster, member, term } = hdr;
  if (cluster === last.cluster && member === last.member && term === last.term) return true;
  if (!isHexId(cluster) || !isHexId(member) || !isUint64(term)) return false;
  last = { cluster: cluster as string, member: member as string, term: term as string };
  return true;
}

export const isError: Is = (err) =>
  isObject(err) && isString(err['code']) && isString(err['message']) && hasOnly(err, 2, 0);
