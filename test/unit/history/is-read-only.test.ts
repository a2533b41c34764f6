import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReadOnly } from '../../../src/history/is-read-only.ts';
import type { PlainRequest, Request } from '../../../src/history/types.ts';

const get: PlainRequest = { op: 'get', key: 'k' };
const range: PlainRequest = { op: 'range', key: 'a', end: 'b' };
const put: PlainRequest = { op: 'put', key: 'k', value: 'v' };
const remove: PlainRequest = { op: 'delete', key: 'k' };

const cases: readonly [Request, boolean][] = [
  [get, true],
  [range, true],
  [put, false],
  [remove, false],
  [{ op: 'txn', compares: [], then: [get, range], else: [get] }, true],
  [{ op: 'txn', compares: [], then: [], else: [] }, true],
  [{ op: 'txn', compares: [], then: [get, put], else: [] }, false],
  [{ op: 'txn', compares: [], then: [get], else: [remove] }, false],
  [{ op: 'compact', rev: '1' }, false],
  [{ op: 'lease-grant', ttl: '1', lease: '0' }, false],
  [{ op: 'lease-revoke', lease: '1' }, false],
  [{ op: 'lease-keepalive', lease: '1' }, false],
];

for (const [req, expected] of cases) {
  test(`${JSON.stringify(req)} ${expected ? 'reads only' : 'may change something'}`, () => {
    assert.equal(isReadOnly(req), expected);
  });
}
