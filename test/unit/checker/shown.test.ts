import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Facts } from '../../../src/checker/facts.ts';
import { judgeOne } from '../../../src/checker/judge.ts';
import { linearizable } from '../../../src/checker/linearizable.ts';
import type { Bytes, KeyValue } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';

const [k, j] = [kv('k', 'a', 2, { lease: '7' }), kv('j', 'b', 3)];

/** k = a at 2 with a lease, j = b at 3 without one; then a read of both. */
const read = (kvs: readonly KeyValue[], count = kvs.length): RecordBuilder =>
  build()
    .ok({ op: 'lease-grant', ttl: '9', lease: '7' }, 1, { lease: '7', ttl: '9' })
    .ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 2)
    .put('j', 'b', 3)
    .ok({ op: 'range', key: 'j', end: 'l' }, 3, { count, kvs });

const cases: readonly (readonly [name: string, RecordBuilder, reason: string])[] = [
  ['everything', read([j, k]), '2 writes and 1 reads agree with one order'],
  ['without the last', read([j]), 'the answer does not show "k"'],
  ['without the first', read([k]), 'the answer does not show "j"'],
  ['nothing', read([]), 'the answer does not show "j"'],
  ['in another order', read([k, j]), 'the answer does not show "j"'],
  ['one more', read([j, kv('jj', 'x', 3), k]), 'the answer does not show "k"'],
  ['one of them twice', read([j, j, k]), 'the answer does not show "k"'],
  [
    'the lease gone',
    read([j, { ...k, lease: '0' }]),
    'the answer shows another "k" than was written',
  ],
  [
    'another lease',
    read([j, { ...k, lease: '8' }]),
    'the answer shows another "k" than was written',
  ],
  [
    'a lease too many',
    read([{ ...j, lease: '7' }, k]),
    'the answer shows another "j" than was written',
  ],
  [
    'more by its count',
    read([j, k], 3),
    'the answer counts 3 keys instead of 2 (operation 4), and unclaimed revisions may explain it',
  ],
];

test('a read of a range shows a key behind the range', () => {
  const { record } = read([j, k, kv('l', 'x', 3)]);
  assert.equal(judgeOne(linearizable, new Facts(record)).status, 'unknown');
});

test('a read of a key without a lease shows one', () => {
  const { record } = build()
    .put('j', 'b', 2)
    .get('j', 2, kv('j', 'b', 2, { lease: '7' }));
  const { reason } = judgeOne(linearizable, new Facts(record));
  assert.equal(reason, 'the answer shows another "j" than was written');
});

for (const [name, { record }, reason] of cases) {
  test(`a read of a range shows ${name}`, () => {
    assert.equal(judgeOne(linearizable, new Facts(record)).reason, reason);
  });
}

test('what a read shows at its second place is held against what a watch was told', () => {
  const other = { ...kv('k', 'c', 3), type: 'put' } as const;
  const { record } = build()
    .put('j', 'a', 2)
    .lost({ op: 'put', key: 'k', value: 'b' })
    .ok({ op: 'range', key: 'j', end: 'l' }, 3, {
      count: 2,
      kvs: [kv('j', 'a', 2), kv('k', 'b', 3)],
    })
    .watch('open', { key: '\0', end: '\0', startRevision: '3' })
    .watch('events', { revision: '3', events: [other] });
  const { reason } = judgeOne(linearizable, new Facts(record));
  assert.equal(reason, 'two observers saw different things at revision 3');
});

test('ranges over hashed keys have no order and are passed over, whatever they show', () => {
  const hashed = (digit: string): Bytes => ({ sha256: digit.repeat(64), size: 9 });
  const { record } = build()
    .ok({ op: 'put', key: hashed('5'), value: 'a' }, 2)
    .ok({ op: 'range', key: hashed('1'), end: hashed('9') }, 2, {
      count: 1,
      kvs: [{ ...kv('', 'a', 2), key: hashed('5') }],
    });
  const { status, examined } = judgeOne(linearizable, new Facts(record));
  assert.deepEqual({ status, skipped: examined['skipped'] }, { status: 'holds', skipped: 1 });
});
