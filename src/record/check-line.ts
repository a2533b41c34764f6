import { given, hasOnly, isObject, isRequest, isResponse } from './check-payload.ts';
import { checkEpoch, checkState, checkWatch } from './check-observation.ts';
import { checkRare, isError, isHeader } from './check-rare.ts';
import type { Line } from '../history/types.ts';

type Shape = Readonly<Record<string, Kind>>;
type Kind =
  | 'number'
  | 'number from 0'
  | 'number from 1'
  | 'number from 0|null'
  | 'string'
  | 'boolean'
  | 'array'
  | 'object'
  | 'object|null';

/** The fields that a reader relies on, by kind of line. The whole truth: history.schema.json. */
const SHAPES: { readonly [T in Line['t']]: Shape } = {
  header: { format: 'string', version: 'number', run: 'string', seed: 'string', prefixes: 'array' },
  invoke: callFields(),
  op: { ...callFields(), ret: 'number from 0|null', outcome: 'string', res: 'object|null' },
  watch: {
    id: 'number from 1',
    client: 'number from 1',
    member: 'string',
    epoch: 'number from 1',
    at: 'number from 0',
    kind: 'string',
  },
  fault: {
    id: 'number from 0',
    name: 'string',
    targets: 'array',
    phase: 'string',
    from: 'number from 0',
    to: 'number from 0',
  },
  epoch: { n: 'number', at: 'number from 0', cause: 'string', snapshot: 'object', bump: 'string' },
  state: {
    epoch: 'number from 1',
    member: 'string',
    at: 'number from 0',
    revision: 'string',
    kvs: 'array',
  },
  sample: { at: 'number from 0', member: 'string', up: 'boolean' },
  mark: { name: 'string', at: 'number from 0' },
  end: { at: 'number from 0', dropped: 'number from 0' },
};

function callFields(): Shape {
  return {
    id: 'number from 1',
    client: 'number from 1',
    member: 'string',
    epoch: 'number from 1',
    call: 'number from 0',
    req: 'object',
  };
}

const NAMES: ReadonlyMap<unknown, readonly (readonly [string, Kind])[]> = new Map(
  Object.entries(SHAPES).map(([t, shape]) => [t, Object.entries(shape)]),
);

/**
 * What is wrong with a parsed line; undefined when it can be read. Written by hand, because a
 * compiled schema costs several times as much per line. A field that nobody knows is refused: its
 * name may be a damaged one, or it stood on another line, whose lack would be blamed on etcd.
 */
export function checkLine(line: unknown): string | undefined {
  if (typeof line !== 'object' || line === null) return 'a JSON object';
  const { t } = line as { t?: unknown };
  const shape = NAMES.get(t);
  if (typeof t !== 'string' || shape === undefined) {
    return `"t" to be one of ${[...NAMES.keys()].join(', ')}`;
  }
  for (const [name, kind] of shape) {
    if (!is(kind, (line as Record<string, unknown>)[name]))
      return `"${name}" of ${t} to be ${kind}`;
  }
  return checkPayload(line as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

/** What the line is about, and not only that it is there. */
function checkPayload(line: Fields): string | undefined {
  switch (line['t']) {
    case 'invoke':
      if (!hasOnly(line, INVOKE_FIELDS, given(line['probe']))) return STRANGE;
      return isRequest(line['req'] as Fields) ? undefined : '"req" to be a request';
    case 'op':
      if (!hasOnly(line, OP_FIELDS, optionalOf(line))) return STRANGE;
      if (!isRequest(line['req'] as Fields)) return '"req" to be a request';
      if (isObject(line['res']) && !isSound(line['res'], line['outcome'])) {
        return '"res" to be an answer';
      }
      return checkOutcome(line['outcome']) ?? checkExtras(line);
    case 'watch':
      return checkWatch(line);
    case 'state':
      return checkState(line) ?? checkRare(line);
    case 'epoch':
      return checkEpoch(line) ?? checkRare(line);
    default:
      return checkRare(line);
  }
}

const INVOKE_FIELDS = Object.keys(SHAPES.invoke).length + 1;
const OP_FIELDS = Object.keys(SHAPES.op).length + 1;
const STRANGE = 'no other fields than docs/history.md tells of';

const optionalOf = ({ probe, err, hdr, connectNs }: Fields): number =>
  given(probe) + given(err) + given(hdr) + given(connectNs);

function checkExtras({ hdr, err, probe, connectNs }: Fields): string | undefined {
  if (hdr !== undefined && !isHeader(hdr)) return '"hdr" to be the header of an answer';
  if (err !== undefined && !isError(err)) return '"err" to be a code with its message';
  if (probe !== undefined && typeof probe !== 'boolean') return '"probe" to be boolean';
  const isTime = connectNs === undefined || is('number from 0', connectNs);
  return isTime ? undefined : '"connectNs" to be number from 0';
}

/** An `ok` without a revision is the recorder's fault, and is called that. */
const isSound = (res: Fields, outcome: unknown): boolean =>
  isResponse(res) || (outcome === 'ok' && typeof res['rev'] !== 'string');

function checkOutcome(outcome: unknown): string | undefined {
  const known = outcome === 'ok' || outcome === 'fail' || outcome === 'info';
  return known ? undefined : '"outcome" to be ok, fail or info';
}

/**
 * What a readable line lacks that only a faulty recorder leaves out: an `ok` without a revision, or
 * one that never returned, would be blamed on etcd later.
 */
export function recorderFaultOf(line: Line): string | undefined {
  if (line.t !== 'op' || line.outcome !== 'ok') return undefined;
  if (line.ret === null) return '"ret" of an ok op to be number';
  const rev = (line.res as { rev?: unknown } | null)?.rev;
  return typeof rev === 'string' ? undefined : '"res.rev" of an ok op to be string';
}

function is(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'number from 0':
      return Number.isSafeInteger(value) && (value as number) >= 0;
    case 'number from 1':
      return Number.isSafeInteger(value) && (value as number) >= 1;
    case 'number from 0|null':
      return value === null || (Number.isSafeInteger(value) && (value as number) >= 0);
    case 'object|null':
      return typeof value === 'object' && !Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    default:
      return typeof value === kind;
  }
}
