import { isReadOnly } from '../history/is-read-only.ts';
import type { CallError, Outcome, Request } from '../history/types.ts';

/** When a row counts: for every request, or only for those of which the reason is true. */
type Scope = 'any' | 'read-only' | 'compact';

export interface OutcomeRow {
  /** The whole message, or its beginning when it ends in `…`. */
  readonly says: string;
  readonly scope: Scope;
  readonly outcome: Outcome;
  readonly why: string;
}

const rows = (
  outcome: Outcome,
  why: string,
  says: readonly string[],
  scope: Scope = 'any',
): OutcomeRow[] => says.map((text) => ({ says: text, scope, outcome, why }));

/**
 * What an error says about a call: `fail` certainly did not happen, `info` nobody knows. Decided
 * here alone. Rows go by message, because etcd answers some of them under the code UNKNOWN (`too
 * many requests`: its error has no gRPC status). A message without a row is `info`.
 * Source: etcd api/v3rpc/rpctypes/error.go, server/etcdserver/{v3_server,apply}.go;
 * connection.ts for what this client says itself.
 */
export const OUTCOMES: readonly OutcomeRow[] = [
  ...rows('fail', 'never sent: there was no connection', ['No connection established…']),
  ...rows('fail', 'HTTP/2 promises that a refused stream was not processed (RFC 9113, 8.7)', [
    'Stream refused by server',
  ]),
  ...rows('fail', "refused by the server's gRPC before etcd saw it", [
    'grpc: received message larger than max…',
    'unknown service…',
    'unknown method…',
  ]),
  ...rows('fail', 'refused before the proposal, on arrival', [
    'etcdserver: too many requests',
    'etcdserver: request is too large',
    'etcdserver: not capable',
    'etcdserver: rpc not supported for learner',
    'etcdserver: invalid client api version',
  ]),
  ...rows(
    'fail',
    "this member's raft did not take the proposal, neither to append nor to forward",
    ['raft proposal dropped'],
  ),
  ...rows('fail', 'a bad request: refused before the proposal', [
    'etcdserver: key is not provided',
    'etcdserver: value is provided',
    'etcdserver: lease is provided',
    'etcdserver: ttl is 0',
    'etcdserver: too many operations in txn request',
    'etcdserver: duplicate key given in txn request',
    'etcdserver: invalid sort option',
  ]),
  ...rows(
    'fail',
    'refused when applied, before any change, by a rule that is equal on all members',
    [
      'etcdserver: key not found',
      'etcdserver: requested lease not found',
      'etcdserver: lease already exists',
      'etcdserver: too large lease TTL',
    ],
  ),
  ...rows('fail', 'not allowed: checked before the change, equally on all members', [
    'etcdserver: permission denied',
    'etcdserver: user name is empty',
    'etcdserver: user name not found',
    'etcdserver: invalid auth token',
    'etcdserver: authentication failed, invalid user ID or password',
    'etcdserver: authentication is not enabled',
    'etcdserver: revision of auth store is old',
  ]),
  ...rows(
    'fail',
    'nothing but reads, so nothing can have changed',
    [
      'etcdserver: mvcc: required revision has been compacted',
      'etcdserver: mvcc: required revision is a future revision',
    ],
    'read-only',
  ),
  ...rows(
    'fail',
    'a compaction is refused by the revision alone, equally on all members',
    [
      'etcdserver: mvcc: required revision has been compacted',
      'etcdserver: mvcc: required revision is a future revision',
    ],
    'compact',
  ),
  ...rows('info', 'a txn with writes may be applied by members that did not propose it (18667)', [
    'etcdserver: mvcc: required revision has been compacted',
    'etcdserver: mvcc: required revision is a future revision',
  ]),
  ...rows(
    'info',
    'the quota is checked before the write and answered after it: it may be applied',
    ['etcdserver: mvcc: database space exceeded'],
  ),
  ...rows('info', 'proposed, and the answer was not awaited any longer', [
    'etcdserver: request timed out…',
    'etcdserver: server stopped',
    'etcdserver: leader changed',
    'etcdserver: no leader',
    'etcdserver: not leader',
  ]),
  ...rows('info', 'a member that distrusts its own data is no witness', [
    'etcdserver: corrupt cluster',
  ]),
  ...rows('info', 'sent, and the connection ended before the answer', [
    'Connection dropped…',
    'no answer within…',
    'given up by the client',
  ]),
];

const EXACT = new Map<string, OutcomeRow[]>();
const PREFIX = OUTCOMES.filter((row) => row.says.endsWith('…'));
for (const row of OUTCOMES) EXACT.set(row.says, [...(EXACT.get(row.says) ?? []), row]);

/** @returns what is known of a call that ended in this error. Never `ok`. */
export function outcomeOf(error: CallError, req: Request): Outcome {
  return rowOf(error.message, req)?.outcome ?? 'info';
}

function rowOf(message: string, req: Request): OutcomeRow | undefined {
  const exact = EXACT.get(message)?.find((row) => inScope(row.scope, req));
  if (exact !== undefined) return exact;
  return PREFIX.find((row) => message.startsWith(row.says.slice(0, -1)));
}

function inScope(scope: Scope, req: Request): boolean {
  if (scope === 'any') return true;
  return scope === 'compact' ? req.op === 'compact' : isReadOnly(req);
}
