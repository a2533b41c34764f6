import { linearizable } from '../../../src/checker/linearizable.ts';
import type { WatchLine } from '../../../src/history/types.ts';
import { build, kv } from './build-record.ts';
import { testCases } from './cases.ts';

const second = { create: '2', version: '2' };
const slow = { call: 5, ret: 1000 };
/** What a delete of k1 and k2 says, behind a put of k2 that may have happened, and a watch. */
const counting = (open: Partial<WatchLine>, events: string[], rest: Partial<WatchLine> = {}) =>
  build()
    .put('k1', 'a', 2)
    .lost({ op: 'put', key: 'k2', value: 'b' })
    .ok({ op: 'delete', key: 'k1', end: 'k3' }, 4, { deleted: 2 })
    .watch('open', { key: 'k', end: 'l', startRevision: '4', ...open })
    .watch('events', { events: events.map((key) => ({ type: 'delete', key, mod: '4' })), ...rest });
/** A write that may have happened is seen at 5, and only it can have made the key at 3. */
const twice = () =>
  build()
    .put('j', 'x', 2)
    .lost({
      op: 'txn',
      compares: [{ key: 'j', target: 'version', result: '>', value: '2' }],
      then: [{ op: 'put', key: 'k', value: 'a' }],
      else: [{ op: 'put', key: 'k', value: 'a' }],
    })
    .put('k', 'b', 4)
    .get('k', 5, kv('k', 'a', 5, { create: '3', version: '3' }));
const swap = {
  op: 'txn',
  compares: [{ key: 'k', target: 'mod', result: '=', value: '2' }],
  then: [{ op: 'put', key: 'k', value: 'swapped' }],
  else: [{ op: 'get', key: 'k' }],
} as const;

testCases(linearizable, [
  ['an empty history proves nothing', build(), 'unknown'],
  [
    'a put and a read',
    build()
      .put('k', 'a', 2)
      .get('k', 2, kv('k', 'a', 2)),
    'holds',
  ],
  [
    'two writes claim one revision',
    build().put('k', 'a', 2).put('j', 'b', 2),
    'violated',
    'two writes claim',
  ],
  [
    'a read of another value',
    build()
      .put('k', 'a', 2)
      .get('k', 2, kv('k', 'b', 2)),
    'violated',
  ],
  [
    'another version',
    build()
      .put('k', 'a', 2)
      .get('k', 2, kv('k', 'a', 2, { version: '2' })),
    'violated',
  ],
  ['a stale read', build().put('k', 'a', 2).get('k', 1), 'violated', 'missed a revision'],
  [
    'a serializable read may be old',
    build()
      .put('k', 'a', 2)
      .ok({ op: 'get', key: 'k', serializable: true }, 1, { count: 0, kvs: [] }),
    'holds',
  ],
  [
    'a serializable read goes back when the client changes members',
    build()
      .put('k', 'a', 2)
      .ok({ op: 'get', key: 'k', serializable: true }, 2, { kvs: [kv('k', 'a', 2)], count: 1 })
      .ok({ op: 'get', key: 'k', serializable: true }, 1, { kvs: [], count: 0 }, { member: 'm2' }),
    'holds',
  ],
  [
    'a serializable read from the future',
    build()
      .ok({ op: 'get', key: 'k', serializable: true }, 2, { count: 1, kvs: [kv('k', 'a', 2)] })
      .put('k', 'a', 2),
    'violated',
    'seen before the write',
  ],
  ['a later write gets an older revision', build().put('k', 'a', 3).put('j', 'b', 2), 'violated'],
  ['concurrent writes in any order', build().put('k', 'a', 3, slow).put('j', 'b', 2), 'holds'],
  [
    'equal times are concurrent',
    build().put('k', 'a', 3, { call: 10, ret: 20 }).put('j', 'b', 2, { call: 20, ret: 30 }),
    'holds',
  ],
  [
    'an info write turns up',
    build()
      .lost({ op: 'put', key: 'k', value: 'a' })
      .get('k', 2, kv('k', 'a', 2)),
    'holds',
  ],
  [
    'an info write turns up hidden behind another write',
    build()
      .put('k', 'a', 2)
      .lost({ op: 'put', key: 'k', value: 'b' })
      .put('k', 'c', 4)
      .get('k', 4, kv('k', 'c', 4, { create: '2', version: '3' })),
    'holds',
  ],
  [
    'an info write is seen before it was called',
    build()
      .get('k', 2, kv('k', 'a', 2))
      .lost({ op: 'put', key: 'k', value: 'a' }),
    'violated',
    'before the write that made it was called',
  ],
  [
    'a refused write took effect',
    build()
      .refused({ op: 'put', key: 'k', value: 'a' })
      .get('k', 2, kv('k', 'a', 2)),
    'violated',
    'refused',
  ],
  ['something that nobody wrote', build().get('k', 2, kv('k', 'a', 2)), 'violated', 'nobody wrote'],
  [
    'failed compares and deletes of nothing share a revision',
    build()
      .put('k', 'a', 2)
      .put('j', 'b', 3)
      .ok(swap, 3, { succeeded: true, responses: [{}] }, { call: 21, ret: 29, outcome: 'fail' })
      .remove('x', 3, 0)
      .ok({ ...swap, compares: [{ ...swap.compares[0], value: '9' }] }, 3, {
        succeeded: false,
        responses: [{ count: 1, kvs: [kv('k', 'a', 2)] }],
      }),
    'holds',
  ],
  [
    'a compare held that should have failed',
    build()
      .put('k', 'a', 2)
      .put('k', 'b', 3)
      .ok(swap, 4, { succeeded: true, responses: [{}] }),
    'violated',
    'compares held',
  ],
  [
    'a delete of nothing where there was something',
    build().put('k', 'a', 2).remove('k', 2, 0),
    'violated',
    'deleted nothing',
  ],
  [
    'a read at an old revision',
    build()
      .put('k', 'a', 2)
      .put('k', 'b', 3)
      .ok({ op: 'get', key: 'k', rev: '2' }, 3, { count: 1, kvs: [kv('k', 'a', 2)] }),
    'holds',
  ],
  [
    'a page of a range with the count of all',
    build()
      .put('k1', 'a', 2)
      .put('k2', 'b', 3)
      .ok({ op: 'range', key: 'k', end: 'l', limit: 1 }, 3, { count: 2, kvs: [kv('k1', 'a', 2)] }),
    'holds',
  ],
  [
    'a range misses a key',
    build()
      .put('k1', 'a', 2)
      .put('k2', 'b', 3)
      .ok({ op: 'range', key: 'k', end: 'l' }, 3, {
        count: 1,
        kvs: [kv('k1', 'a', 2)],
      }),
    'violated',
    'does not show "k2"',
  ],
  [
    'a leased key is gone',
    build()
      .ok({ op: 'lease-grant', lease: '7', ttl: '5' }, 1, { ttl: '5', lease: '7' })
      .ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 2)
      .get('k', 3),
    'holds',
  ],
  [
    'a key without a lease is gone',
    build().put('k', 'a', 2).get('k', 3),
    'violated',
    'does not show',
  ],
  [
    'a non-empty start',
    Object.assign(build().get('k', 9, kv('k', 'a', 5)), {
      initial: { revision: '9', compactRevision: '0', kvs: [kv('k', 'a', 5)] },
    }),
    'holds',
  ],
  [
    'revisions skipped by a bump belong to nobody',
    build()
      .put('k', 'a', 2)
      .restore(2, 1000)
      .state(1002, [kv('k', 'a', 2)], 'before-clients')
      .put('k', 'b', 1003)
      .get('k', 1003, kv('k', 'b', 1003, second)),
    'holds',
  ],
  [
    'a foreign writer in its own prefix',
    Object.assign(build(), { prefixes: ['load/'] })
      .put('load/k', 'a', 2)
      .watch('events', {
        revision: '3',
        events: [{ type: 'put', key: 'ops/x', value: 'b', mod: '3', create: '3', version: '1' }],
      })
      .put('load/k', 'b', 4),
    'holds',
  ],
  [
    'a foreign revision that nothing attributes',
    Object.assign(build(), { prefixes: ['load/'] })
      .put('load/k', 'a', 2)
      .put('load/k', 'b', 4),
    'unknown',
    'nobody in the record claims',
  ],
  [
    'a write claims the revision that the epoch began with',
    build().put('k', 'a', 1),
    'violated',
    'before the epoch began',
  ],
  [
    'the answer of a txn does not fit the branch that it took',
    build()
      .put('k', 'a', 2)
      .ok(swap, 3, { succeeded: true, responses: [{}, {}] }),
    'violated',
    'does not fit the branch',
  ],
  [
    'an info write cannot hide where a delete found nothing',
    build()
      .op({ op: 'put', key: 'k', value: 'a' }, { outcome: 'info', ret: null, call: 1 })
      .remove('k', 2, 0),
    'unknown',
    'nobody in the record claims',
  ],
  [
    'an info write cannot hide where a compare would have seen it',
    build()
      .lost({ op: 'put', key: 'k', value: 'a' })
      .ok(
        {
          op: 'txn',
          compares: [{ key: 'k', target: 'version', result: '=', value: '1' }],
          then: [],
          else: [],
        },
        2,
        { succeeded: false, responses: [] },
      ),
    'unknown',
    'nobody in the record claims',
  ],
  [
    'the end of a lease takes along a key whose put nobody saw',
    build()
      .ok({ op: 'lease-grant', lease: '7', ttl: '5' }, 1, { ttl: '5', lease: '7' })
      .ok({ op: 'put', key: 'j', value: 'a', lease: '7' }, 2)
      .put('k', 'a', 3)
      .lost({ op: 'put', key: 'k', value: 'b', lease: '7' })
      .get('j', 4, kv('j', 'a', 2, { lease: '7' }))
      .ok({ op: 'lease-revoke', lease: '7' }, 5)
      .get('k', 5),
    'holds',
  ],
  [
    'a hidden write may turn the compare of another hidden write',
    build()
      .put('k', 'a', 2)
      .lost({ op: 'put', key: 'j', value: 'b' })
      .lost({
        op: 'txn',
        compares: [{ key: 'j', target: 'version', result: '=', value: '1' }],
        then: [{ op: 'delete', key: 'k' }],
        else: [{ op: 'put', key: 'k', value: 'c' }],
      })
      .get('k', 4),
    'unknown',
    'unclaimed revisions may explain it',
  ],
  [
    'a hidden write called late stands behind many revisions that nobody claims',
    ['1', '2', '3', '4', '5']
      .reduce((all, n) => all.lost({ op: 'put', key: `x${n}`, value: n }), build().put('k', 'a', 2))
      .put('y', 'b', 8)
      .lost({ op: 'delete', key: 'k' })
      .get('k', 9),
    'holds',
  ],
  [
    'a watch was told of fewer deletions than the delete counts',
    counting({}, ['k1']),
    'violated',
    'deleted 2 keys, and a watch of all that it names was told of 1',
  ],
  ['a watch was told of as many as the delete counts', counting({}, ['k1', 'k2']), 'unknown'],
  ['a watch of other keys counts nothing', counting({ end: 'k2' }, ['k1']), 'unknown'],
  [
    'a watch without deletes counts nothing',
    counting({ filters: ['nodelete'] }, ['k1']),
    'unknown',
  ],
  ['a piece of an answer counts nothing', counting({}, ['k1'], { fragment: true }), 'unknown'],
  [
    'a watch counts nothing when lines of the record are missing',
    Object.assign(counting({}, ['k1']), { ended: false }),
    'unknown',
  ],
  [
    'one write cannot have happened twice',
    twice(),
    'violated',
    'one write happened at two revisions',
  ],
  [
    'what a write seems to have done before may be of a line that is missing',
    Object.assign(twice(), { ended: false }),
    'unknown',
  ],
  [
    'without its last line an unclaimed revision proves nothing',
    Object.assign(build().get('k', 2, kv('k', 'a', 2)), { ended: false }),
    'unknown',
  ],
]);
