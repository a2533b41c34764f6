import type {
  Compare,
  KeyValue,
  OpLine,
  PlainRequest,
  PlainResponse,
  Request,
  Response,
} from '../../../src/history/types.ts';

/** A key space at one revision; keys are in etcd's order because there are less than ten. */
type Space = ReadonlyMap<string, KeyValue>;

/** All key spaces there ever were; the last one is at revision `spaces.length`. */
type Spaces = readonly Space[];

/** Of a tiny etcd the first revision is 1, and nothing is in it. */
export const EMPTY: Spaces = [new Map()];

/**
 * Whether any order of the operations, and any choice of those without an answer, explains every
 * answer. Tries them all: there is no cleverness to be wrong about.
 */
export function hasOrder(left: readonly OpLine[], spaces: Spaces): boolean {
  if (left.every(({ outcome }) => outcome !== 'ok')) return true;
  return left.some((op) => {
    if (op.outcome === 'fail') return false;
    if (left.some(({ ret }) => ret !== null && ret < op.call)) return false;
    const others = left.filter((other) => other !== op);
    return outcomesOf(op, spaces).some((after) => hasOrder(others, after));
  });
}

/** The states in which the operation may leave the key space, if it is next. */
function outcomesOf(op: OpLine, spaces: Spaces): Spaces[] {
  const { space, res } = apply(op.req, spaces);
  const after = space === spaces.at(-1) ? spaces : [...spaces, space];
  if (op.outcome === 'info') return [after];
  if (sameAnswer(op.res, { rev: String(after.length), ...res })) return [after];
  // A serializable read may be answered by a member that is behind.
  const old =
    isLocal(op.req) && spaces.some((_, i) => sameAnswer(op.res, local(op.req, spaces, i)));
  return old ? [spaces] : [];
}

const isLocal = (req: Request): boolean => 'serializable' in req && req.serializable === true;

const local = (req: Request, spaces: Spaces, last: number): Response => {
  const known = spaces.slice(0, last + 1);
  return { rev: String(known.length), ...apply(req, known).res };
};

type Applied<R> = { readonly space: Space; readonly res: R };

function apply(req: Request, spaces: Spaces): Applied<Omit<Response, 'rev'>> {
  if (req.op !== 'txn') return plain(req as PlainRequest, spaces.at(-1) as Space, spaces);
  const before = spaces.at(-1) as Space;
  const succeeded = req.compares.every((compare) => holds(compare, before));
  let space = before;
  const responses = (succeeded ? req.then : req.else).map((sub) => {
    const done = plain(sub, space, spaces);
    ({ space } = done);
    return done.res;
  });
  return { space, res: { succeeded, responses } };
}

function holds({ key, target, result, value }: Compare, space: Space): boolean {
  const kv = space.get(key as string);
  if (target === 'value' && kv === undefined) return false;
  const own = kv === undefined ? '0' : (kv[target] as string);
  const order =
    target === 'value'
      ? own < (value as string)
        ? -1
        : +(own > (value as string))
      : +own - +value;
  return { '=': order === 0, '!=': order !== 0, '<': order < 0, '>': order > 0 }[result];
}

function plain(req: PlainRequest, space: Space, spaces: Spaces): Applied<PlainResponse> {
  const key = req.key as string;
  if (req.op === 'put') {
    const before = space.get(key);
    const mod = String(spaces.length + 1);
    const version = String(Number(before?.version ?? 0) + 1);
    const stamps = { create: before?.create ?? mod, mod, version, lease: '0' };
    return { space: new Map(space).set(key, { key, value: req.value, ...stamps }), res: {} };
  }
  const end = 'end' in req ? (req.end as string | undefined) : undefined;
  const inside = (one: string): boolean =>
    end === undefined ? one === key : one >= key && one < end;
  if (req.op === 'delete') {
    const left = new Map([...space].filter(([one]) => !inside(one)));
    const deleted = space.size - left.size;
    return { space: deleted === 0 ? space : left, res: { deleted } };
  }
  const asked = Number(req.rev ?? 0);
  const from = asked === 0 ? space : spaces[asked - 1];
  const all = [...(from ?? new Map<string, KeyValue>()).values()].filter((kv) =>
    inside(kv.key as string),
  );
  all.sort((a, b) => (a.key < b.key ? -1 : 1));
  const limit = (req.op === 'range' && req.limit) || all.length;
  const res = from === undefined ? { count: NaN } : { count: all.length, kvs: all.slice(0, limit) };
  return { space, res };
}

const sameAnswer = (a: Response | null, b: Response): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
