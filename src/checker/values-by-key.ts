import { byteString, inRange } from '../history/byte-string.ts';
import { isSerializable, possibleEffects, takenBranch } from '../history/effects.ts';
import type { PlainOp, PlainValue } from '../history/plain-history.ts';
import type {
  KeyValue,
  OpLine,
  PlainRequest,
  PlainResponse,
  TxnRequest,
} from '../history/types.ts';
import type { EpochFacts } from './facts.ts';

/** What one operation says of one key, as operations of a register that is nil at first. */
type Said = Pick<PlainOp, 'f' | 'input' | 'output'> & { readonly key: string };
/** Nobody knows whether it happened. */
type Doubtful = Said & { readonly doubtful?: boolean };

/**
 * The operations of an epoch by key and by values alone, without any revision: what the search for
 * an order can judge when revisions cannot be believed. Every operation is taken apart into what it
 * says of each key, so that an order may exist here where none exists for the whole, never the
 * other way round. Reads of one member's own or old state say nothing of the newest value and are
 * left out. Cost: O(operations, and for ranges times the keys).
 *
 * @param keys byte strings; others are left out.
 */
export function valuesByKey(
  epoch: EpochFacts,
  keys: ReadonlySet<string>,
): ReadonlyMap<string, PlainOp[]> {
  const all = new Map<string, PlainOp[]>([...keys].map((key) => [key, []]));
  const add = (
    { doubtful, ...said }: Doubtful,
    op: Pick<OpLine, 'id' | 'client' | 'call'>,
    ret: number,
  ) => {
    const { id, client, call } = op;
    const end = doubtful === true ? Infinity : ret;
    all.get(said.key)?.push({ ...said, id, process: String(client), call, ret: end, line: id });
  };
  for (const kv of epoch.initial?.kvs ?? []) {
    add(write(byteString(kv.key), byteString(kv.value)), { id: 0, client: 0, call: -2 }, -1);
  }
  for (const op of epoch.ops) {
    for (const said of saidBy(op, keys)) add(said, op, op.ret ?? Infinity);
  }
  for (const { line, kvs } of epoch.finals) {
    if (line.read !== 'linearizable') continue;
    const asked = { id: 0, client: 0, call: line.at };
    for (const said of found(kvs, [...keys])) add(said, asked, Number.MAX_SAFE_INTEGER);
  }
  return all;
}

function saidBy(op: OpLine, keys: ReadonlySet<string>): Doubtful[] {
  if (op.outcome === 'fail') return [];
  const expiries = doubtfulEnds(op);
  if (op.outcome === 'info' || op.res === null) return [...mayHaveDone(op, keys), ...expiries];
  if (op.req.op !== 'txn') {
    return isPlain(op.req) ? [...plain(op.req, op.res, keys), ...expiries] : mayHaveDone(op, keys);
  }
  const { responses = [], succeeded } = op.res;
  const swap = asSwap(op.req, succeeded === true);
  if (swap !== undefined) return [swap, ...expiries];
  const branch = takenBranch(op.req, op);
  return [...branch.flatMap((req, i) => plain(req, responses[i] ?? {}, keys)), ...expiries];
}

function plain(req: PlainRequest, res: PlainResponse, keys: ReadonlySet<string>): Said[] {
  const key = byteString(req.key);
  if (req.op === 'put') return [write(key, byteString(req.value))];
  const end = 'end' in req && req.end !== undefined ? byteString(req.end) : undefined;
  const touched = end === undefined ? [key] : [...keys].filter((k) => inRange(k, key, end));
  if (req.op === 'delete') {
    return touched.map((k) => (res.deleted === 0 ? read(k, null) : write(k, null)));
  }
  if (isSerializable(req) || (req.rev !== undefined && req.rev !== '0')) return [];
  const cut = res.more === true || ('limit' in req && (req.limit ?? 0) > 0);
  return found(res.kvs ?? [], cut ? [] : touched);
}

/** What was found, and that the other keys which were looked for do not exist. */
function found(kvs: readonly KeyValue[], touched: readonly string[]): Said[] {
  const values = new Map(kvs.map((kv) => [byteString(kv.key), byteString(kv.value)]));
  const missing = touched.filter((key) => !values.has(key)).map((key) => read(key, null));
  return [...[...values].map(([key, value]) => read(key, value)), ...missing];
}

/** A transaction that swaps one value for another is one step, not a read and a write. */
function asSwap(
  { compares, then, else: otherwise }: TxnRequest,
  swapped: boolean,
): Said | undefined {
  const [compare] = compares;
  const [put] = then;
  if (compares.length !== 1 || then.length !== 1 || otherwise.length > 0) return undefined;
  if (compare?.target !== 'value' || compare.result !== '=' || put?.op !== 'put') return undefined;
  const key = byteString(compare.key);
  if (byteString(put.key) !== key) return undefined;
  const input = [byteString(compare.value), byteString(put.value)] as const;
  return { key, f: 'cas', input, output: swapped };
}

function mayHaveDone({ req }: OpLine, keys: ReadonlySet<string>): Doubtful[] {
  return possibleEffects(req).flatMap((effect): Doubtful[] => {
    if (effect.type === 'revoke') return [];
    if (effect.type === 'put') {
      return [{ ...write(effect.key, byteString(effect.value)), doubtful: true }];
    }
    const gone = [...keys].filter((key) => inRange(key, effect.key, effect.end));
    return gone.map((key) => ({ ...write(key, null), doubtful: true }));
  });
}

/** A key with a lease may be gone at any time after. */
const doubtfulEnds = ({ req }: OpLine): Doubtful[] =>
  possibleEffects(req).flatMap((effect): Doubtful[] =>
    effect.type === 'put' && effect.lease !== '0'
      ? [{ ...write(effect.key, null), doubtful: true }]
      : [],
  );

const isPlain = (req: OpLine['req']): req is PlainRequest =>
  req.op === 'put' || req.op === 'delete' || req.op === 'get' || req.op === 'range';

const read = (key: string, output: PlainValue): Said => ({ key, f: 'read', input: null, output });
const write = (key: string, input: PlainValue): Said => ({
  key,
  f: 'write',
  input,
  output: undefined,
});
