import { acknowledgedWritesSurvive } from '../../../src/checker/acknowledged-writes-survive.ts';
import { build, kv } from './build-record.ts';
import { testCases } from './cases.ts';

const unknownPut = { op: 'put', key: 'k', value: 'c' } as const;
const twice = { create: '2', version: '2' };

testCases(acknowledgedWritesSurvive, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['an idle run proves nothing', build().lost(unknownPut).state(1, [], 'final'), 'unknown'],
  [
    'the newest value is there',
    build()
      .put('k', 'a', 2)
      .put('k', 'b', 3)
      .state(3, [kv('k', 'b', 3, twice)], 'final'),
    'holds',
  ],
  ['a key is gone', build().put('k', 'a', 2).state(2, [], 'final'), 'violated', 'the key is gone'],
  [
    'rolled back',
    build()
      .put('k', 'a', 2)
      .put('k', 'b', 3)
      .state(3, [kv('k', 'a', 2)], 'final'),
    'violated',
    'rolled back to an older revision',
  ],
  [
    'a deleted key is back',
    build()
      .put('k', 'a', 2)
      .remove('k', 3)
      .state(3, [kv('k', 'a', 2)], 'final'),
    'violated',
    'a deleted key is back',
  ],
  ['deleted', build().put('k', 'a', 2).remove('k', 3).state(3, [], 'final'), 'holds'],
  [
    'a range that was deleted stays deleted',
    build()
      .put('k', 'a', 2)
      .ok({ op: 'delete', key: 'a', end: 'z' }, 3, { deleted: 1 })
      .state(3, [], 'final'),
    'holds',
  ],
  [
    'a lost write may have landed',
    build()
      .put('k', 'a', 2)
      .lost(unknownPut)
      .state(3, [kv('k', 'c', 3, twice)], 'final'),
    'holds',
  ],
  [
    'a lost write may not have landed',
    build()
      .put('k', 'a', 2)
      .lost(unknownPut)
      .state(2, [kv('k', 'a', 2)], 'final'),
    'holds',
  ],
  [
    'a refused write must not show up',
    build()
      .put('k', 'a', 2)
      .refused(unknownPut)
      .state(3, [kv('k', 'c', 3, twice)], 'final'),
    'violated',
    'replaced by a value that no client may have written',
  ],
  [
    'a leased key may have expired',
    build().ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 2).state(3, [], 'final'),
    'holds',
  ],
  [
    'one half of a txn is missing',
    build()
      .ok(
        {
          op: 'txn',
          compares: [],
          then: [
            { op: 'put', key: 'a', value: '1' },
            { op: 'put', key: 'b', value: '1' },
          ],
          else: [],
        },
        2,
        { succeeded: true, responses: [{}, {}] },
      )
      .state(2, [kv('a', '1', 2)], 'final'),
    'violated',
    '"b": the key is gone',
  ],
  [
    'the final state is older than a write acknowledged before it was read',
    build()
      .put('k', 'a', 2)
      .put('j', 'a', 3)
      .state(2, [kv('k', 'a', 2)], 'final'),
    'violated',
    'acknowledged writes are newer',
  ],
  [
    'a member that lags behind proves nothing',
    build().put('k', 'a', 2).state(1, [], 'final', { read: 'serializable' }),
    'unknown',
  ],
  [
    'a foreign writer in its own prefix',
    Object.assign(build(), { prefixes: ['load/'] })
      .put('load/k', 'a', 2)
      .state(3, [kv('load/k', 'a', 2), kv('ops/x', 'b', 3)], 'final'),
    'holds',
  ],
  [
    'a key that nobody wrote',
    build()
      .put('k', 'a', 2)
      .state(3, [kv('k', 'a', 2), kv('x', 'b', 3)], 'final'),
    'violated',
    'a key that nobody wrote',
  ],
]);
