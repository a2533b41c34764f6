/**
 * What requests, answers and events must look like before anybody is held to them: a limit that is
 * no number, or a field whose name is damaged, would end as a violation that etcd never made.
 * Each says whether it is sound. By hand and without tables, because every line comes through here.
 */
type Fields = Readonly<Record<string, unknown>>;

export function isRequest(req: Fields): boolean {
  switch (req['op']) {
    case 'txn':
      return (
        hasOnly(req, 4, 0) &&
        every(req['compares'], isCompare) &&
        every(req['then'], isPlainRequest) &&
        every(req['else'], isPlainRequest)
      );
    case 'compact':
      return hasOnly(req, 2, 0) && isInt64(req['rev']);
    case 'lease-grant':
      return hasOnly(req, 3, 0) && isInt64(req['ttl']) && isInt64(req['lease']);
    case 'lease-revoke':
    case 'lease-keepalive':
      return hasOnly(req, 2, 0) && isInt64(req['lease']);
    default:
      return isPlainRequest(req);
  }
}

function isPlainRequest(req: Fields): boolean {
  if (!isBytes(req['key'])) return false;
  const { op, value, lease, end, rev, limit, serializable } = req;
  switch (op) {
    case 'put':
      return hasOnly(req, 3, given(lease)) && isBytes(value) && maybe(lease, isInt64);
    case 'delete':
      return hasOnly(req, 2, given(end)) && maybe(end, isBytes);
    case 'get':
    case 'range': {
      const optional = given(rev) + given(serializable) + given(end) + given(limit);
      if (op === 'get' && given(end) + given(limit) > 0) return false;
      return (
        hasOnly(req, 2, optional) &&
        maybe(rev, isInt64) &&
        maybe(serializable, isBoolean) &&
        maybe(end, isBytes) &&
        maybe(limit, isCount)
      );
    }
    default:
      return false;
  }
}

const isCompare = (compare: Fields): boolean => {
  const { key, target, result, value } = compare;
  const known = target === 'value' || target === 'mod' || target === 'create';
  if (!known && target !== 'version' && target !== 'lease') return false;
  if (result !== '=' && result !== '!=' && result !== '<' && result !== '>') return false;
  return isBytes(key) && isBytes(value) && hasOnly(compare, 4, 0);
};

export function isResponse(res: Fields): boolean {
  const { rev, succeeded, responses, lease, ttl } = res;
  const own = given(succeeded) + given(responses) + given(lease) + given(ttl);
  return (
    isRevision(rev) &&
    isPlainResponse(res, own) &&
    maybe(succeeded, isBoolean) &&
    (responses === undefined || every(responses, (part) => isPlainResponse(part, 0))) &&
    maybe(lease, isInt64) &&
    maybe(ttl, isInt64)
  );
}

function isPlainResponse(res: Fields, more: number): boolean {
  const { rev, count, kvs, deleted } = res;
  const own = given(rev) + given(count) + given(res['more']) + given(kvs) + given(deleted);
  return (
    hasOnly(res, 0, own + more) &&
    maybe(rev, isRevision) &&
    maybe(count, isCount) &&
    maybe(deleted, isCount) &&
    (kvs === undefined || every(kvs, isKeyValue))
  );
}

export const isKeyValue = (kv: Fields): boolean =>
  hasOnly(kv, 6, 0) &&
  isBytes(kv['key']) &&
  isBytes(kv['value']) &&
  isRevision(kv['create']) &&
  isRevision(kv['mod']) &&
  isRevision(kv['version']) &&
  isInt64(kv['lease']);

export const isEvent = (event: Fields): boolean => {
  const { type, key, value, create, mod, version, lease, prev } = event;
  const optional = given(value) + given(create) + given(version) + given(lease) + given(prev);
  return (
    (type === 'put' || type === 'delete') &&
    hasOnly(event, 3, optional) &&
    isBytes(key) &&
    isRevision(mod) &&
    maybe(value, isBytes) &&
    maybe(create, isRevision) &&
    maybe(version, isRevision) &&
    maybe(lease, isInt64) &&
    (prev === undefined || (isObject(prev) && isKeyValue(prev)))
  );
};

export function every(all: unknown, is: (one: Fields) => boolean): boolean {
  if (!Array.isArray(all)) return false;
  for (let i = 0; i < all.length; i++) if (!isObject(all[i]) || !is(all[i])) return false;
  return true;
}

/** Whether the object has so many fields and no others: what is known of it was counted. */
export function hasOnly(object: Fields, required: number, optional: number): boolean {
  let fields = 0;
  for (const _ in object) fields += 1;
  return fields === required + optional;
}

export const given = (value: unknown): number => (value === undefined ? 0 : 1);
const maybe = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || is(value);
export const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
/** Whole numbers that a double holds exactly, from one on. */
export const isNumberFrom =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least;

const isCount = isNumberFrom(0);

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SHA256 = /^[0-9a-f]{64}$/;

export function isBytes(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!isObject(value)) return false;
  if (typeof value['b64'] === 'string') return hasOnly(value, 1, 0);
  const { sha256, size } = value;
  return typeof sha256 === 'string' && SHA256.test(sha256) && isCount(size) && hasOnly(value, 2, 0);
}

const MOST_DIGITS = 19;

export function isInt64(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const from = value.charCodeAt(0) === 45 ? 1 : 0;
  if (value.length === from || value.length - from > MOST_DIGITS) return false;
  for (let i = from; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

const EXACT_DIGITS = 15;
/** The greatest 16 digits that the schema's pattern allows; all of them are exact in a double. */
const GREATEST = '9006999999999999';

/** A revision or version, which everything else counts with: beyond 2^53 numbers would lie. */
export function isRevision(value: unknown): boolean {
  if (typeof value !== 'string' || value.length === 0) return false;
  if (value.length > EXACT_DIGITS) {
    if (value.length > EXACT_DIGITS + 1 || value > GREATEST) return false;
  }
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
