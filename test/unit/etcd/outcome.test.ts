import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTCOMES, outcomeOf } from '../../../src/etcd/outcome.ts';
import type { Outcome, Request } from '../../../src/history/types.ts';

const write: Request = { op: 'put', key: 'k', value: 'v' };
const read: Request = { op: 'get', key: 'k' };
const compact: Request = { op: 'compact', rev: '9' };
const readTxn: Request = { op: 'txn', compares: [], then: [read], else: [] };
const writeTxn: Request = { op: 'txn', compares: [], then: [read], else: [write] };

const COMPACTED = 'etcdserver: mvcc: required revision has been compacted';
const FUTURE = 'etcdserver: mvcc: required revision is a future revision';

const cases: readonly [message: string, req: Request, outcome: Outcome][] = [
  ['No connection established: connect ECONNREFUSED 127.0.0.1:1', write, 'fail'],
  ['Stream refused by server', write, 'fail'],
  ['grpc: received message larger than max (3 vs. 2)', write, 'fail'],
  ['unknown service etcdserverpb.KV', write, 'fail'],
  ['unknown method Put for service etcdserverpb.KV', write, 'fail'],
  ['etcdserver: too many requests', write, 'fail'],
  ['etcdserver: request is too large', write, 'fail'],
  ['etcdserver: not capable', write, 'fail'],
  ['etcdserver: rpc not supported for learner', write, 'fail'],
  ['etcdserver: invalid client api version', write, 'fail'],
  ['raft proposal dropped', write, 'fail'],
  ['etcdserver: key is not provided', write, 'fail'],
  ['etcdserver: value is provided', write, 'fail'],
  ['etcdserver: lease is provided', write, 'fail'],
  ['etcdserver: ttl is 0', write, 'fail'],
  ['etcdserver: too many operations in txn request', writeTxn, 'fail'],
  ['etcdserver: duplicate key given in txn request', writeTxn, 'fail'],
  ['etcdserver: invalid sort option', read, 'fail'],
  ['etcdserver: key not found', write, 'fail'],
  ['etcdserver: requested lease not found', write, 'fail'],
  ['etcdserver: lease already exists', write, 'fail'],
  ['etcdserver: too large lease TTL', write, 'fail'],
  ['etcdserver: permission denied', write, 'fail'],
  ['etcdserver: user name is empty', write, 'fail'],
  ['etcdserver: user name not found', write, 'fail'],
  ['etcdserver: invalid auth token', write, 'fail'],
  ['etcdserver: authentication failed, invalid user ID or password', write, 'fail'],
  ['etcdserver: authentication is not enabled', write, 'fail'],
  ['etcdserver: revision of auth store is old', write, 'fail'],
  [COMPACTED, read, 'fail'],
  [COMPACTED, readTxn, 'fail'],
  [COMPACTED, compact, 'fail'],
  [COMPACTED, writeTxn, 'info'],
  [FUTURE, read, 'fail'],
  [FUTURE, readTxn, 'fail'],
  [FUTURE, compact, 'fail'],
  [FUTURE, writeTxn, 'info'],
  ['etcdserver: mvcc: database space exceeded', write, 'info'],
  ['etcdserver: request timed out', write, 'info'],
  ['etcdserver: request timed out, possibly due to previous leader failure', write, 'info'],
  ['etcdserver: request timed out, possibly due to connection lost', write, 'info'],
  ['etcdserver: server stopped', write, 'info'],
  ['etcdserver: leader changed', write, 'info'],
  ['etcdserver: no leader', write, 'info'],
  ['etcdserver: not leader', write, 'info'],
  ['etcdserver: corrupt cluster', write, 'info'],
  ['Connection dropped: read ECONNRESET', write, 'info'],
  ['no answer within 300 ms', write, 'info'],
  ['given up by the client', write, 'info'],
  ['something that nobody has seen before', write, 'info'],
  // Only whole messages count: a text that merely begins like a refusal is none.
  ['etcdserver: permission denied, or so', write, 'info'],
];

for (const [message, req, outcome] of cases) {
  test(`${outcome}: ${req.op}, "${message}"`, () => {
    assert.equal(outcomeOf({ code: 'UNKNOWN', message }, req), outcome);
  });
}

test('every row of the table is tried above', () => {
  const tried = (says: string): boolean =>
    cases.some(([message]) =>
      says.endsWith('…') ? message.startsWith(says.slice(0, -1)) : message === says,
    );
  assert.deepEqual(
    OUTCOMES.map((row) => row.says).filter((says) => !tried(says)),
    [],
  );
});
