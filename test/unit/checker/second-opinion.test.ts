import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Facts } from '../../../src/checker/facts.ts';
import { judge } from '../../../src/checker/judge.ts';
import { secondOpinion } from '../../../src/checker/second-opinion.ts';
import type { Request } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';

const swap = (from: string, to: string): Request => ({
  op: 'txn',
  compares: [{ key: 'k', target: 'value', result: '=', value: from }],
  then: [{ op: 'put', key: 'k', value: to }],
  else: [],
});
const swapped = { succeeded: true, responses: [{}] };
const all: Request = { op: 'range', key: 'a', end: 'z' };
const ORDER = 'each of 1 key has an order: what contradicts is revisions';

function startingWith(value: string): RecordBuilder {
  const record = build();
  record.initial = { revision: '1', compactRevision: '0', kvs: [kv('k', value, 1)] };
  return record;
}

/** Revisions are all 1 here: this judge does not look at them. */
const cases: readonly [string, RecordBuilder, status: string, said: string][] = [
  ['nothing was done', build(), 'unknown', '0 of 0 keys have an order'],
  [
    'a put and a read',
    build()
      .put('k', 'a', 1)
      .get('k', 1, kv('k', 'a', 1)),
    'holds',
    ORDER,
  ],
  [
    'a stale read',
    build()
      .put('k', 'a', 1)
      .put('k', 'b', 1)
      .get('k', 1, kv('k', 'a', 1)),
    'violated',
    'no order of what was done to "k" explains get "k" by client 3',
  ],
  ['a deleted key is gone', build().put('k', 'a', 1).remove('k', 1).get('k', 1), 'holds', ORDER],
  [
    'a deleted key is back',
    build()
      .put('k', 'a', 1)
      .remove('k', 1)
      .get('k', 1, kv('k', 'a', 1)),
    'violated',
    'explains get "k"',
  ],
  [
    'a range that misses a key',
    build().put('k', 'a', 1).ok(all, 1, { count: 0, kvs: [] }),
    'violated',
    'explains range "a"…"z"',
  ],
  [
    'a page says nothing of the keys behind it',
    build()
      .put('k', 'a', 1)
      .ok({ ...all, limit: 1 }, 1, { more: true, kvs: [] }),
    'holds',
    ORDER,
  ],
  [
    'one value is swapped once',
    build().put('k', 'a', 1).ok(swap('a', 'b'), 1, swapped),
    'holds',
    ORDER,
  ],
  [
    'one value is swapped twice',
    build().put('k', 'a', 1).ok(swap('a', 'b'), 1, swapped).ok(swap('a', 'c'), 1, swapped),
    'violated',
    'explains txn',
  ],
  [
    'a lost put may land late',
    build()
      .put('k', 'a', 1)
      .lost({ op: 'put', key: 'k', value: 'b' })
      .get('k', 1, kv('k', 'a', 1))
      .get('k', 1, kv('k', 'b', 1)),
    'holds',
    ORDER,
  ],
  [
    'a put whose answer was an error may land after that',
    build()
      .put('k', 'a', 1)
      .op({ op: 'put', key: 'k', value: 'b' }, { outcome: 'info' })
      .get('k', 1, kv('k', 'a', 1))
      .get('k', 1, kv('k', 'b', 1)),
    'holds',
    ORDER,
  ],
  [
    'a key with a lease may be there for long, and then be gone',
    build()
      .ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 1)
      .get('k', 1, kv('k', 'a', 1))
      .get('k', 1),
    'holds',
    ORDER,
  ],
  ['what was there at the start', startingWith('a').get('k', 1, kv('k', 'a', 1)), 'holds', ORDER],
  [
    'another value than what was there at the start',
    startingWith('a').get('k', 1, kv('k', 'b', 1)),
    'violated',
    'explains get "k"',
  ],
  [
    'a refused put takes no effect',
    build()
      .refused({ op: 'put', key: 'k', value: 'b' })
      .get('k', 1, kv('k', 'b', 1)),
    'violated',
    'explains get "k"',
  ],
  [
    'a key with a lease may be gone',
    build().ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 1).get('k', 1),
    'holds',
    ORDER,
  ],
  [
    'a serializable read may be old',
    build()
      .put('k', 'a', 1)
      .ok({ op: 'get', key: 'k', serializable: true }, 1, { count: 0, kvs: [] }),
    'holds',
    ORDER,
  ],
  [
    'what was found at the end',
    build().put('k', 'a', 1).state(1, [], 'final'),
    'violated',
    'explains what was found at the end',
  ],
];

for (const [name, { record }, status, said] of cases) {
  test(`by values alone: ${name}`, () => {
    const facts = new Facts(record);
    const opinion = secondOpinion(facts, facts.epoch(1), []);
    assert.equal(opinion.status, status);
    assert.ok(opinion.text.includes(said), opinion.text);
  });
}

test('a contradiction of revisions is shown with what values alone say', () => {
  const twice = build().put('k', 'a', 2).put('j', 'b', 2).record;
  const [witness] = judge(twice).find(({ name }) => name === 'linearizable')?.witnesses ?? [];
  assert.deepEqual(witness?.observed.at(-1), [
    'second opinion',
    'by values alone, each of 2 keys has an order: what contradicts is revisions',
  ]);
});

test('a record that this judge cannot read does not hide what the first one found', () => {
  const { record } = build().ok({ op: 'get', key: 'k' }, 1, { kvs: [null as never] });
  const facts = new Facts(record);
  const { status, text } = secondOpinion(facts, facts.epoch(1), []);
  assert.equal(status, 'unknown');
  assert.match(text, /^the search by values alone failed: TypeError/);
});
