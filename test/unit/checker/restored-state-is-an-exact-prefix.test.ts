import * as prefix from '../../../src/checker/restored-state-is-an-exact-prefix.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const two = (): RecordBuilder => build().put('k', 'a', 2).put('j', 'b', 3);

testCases(prefix.restoredStateIsAnExactPrefix, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['the restored state was not read', two().restore(3), 'unknown'],
  [
    'exactly the state at the snapshot; later writes are lost, which is no violation',
    two()
      .put('k', 'z', 4)
      .restore(3, 1000)
      .state(1003, [kv('k', 'a', 2), kv('j', 'b', 3)], 'before-clients'),
    'holds',
  ],
  [
    'an acknowledged write before the snapshot is missing',
    two()
      .restore(3)
      .state(3, [kv('k', 'a', 2)], 'before-clients'),
    'violated',
    '"j": the key is gone',
  ],
  [
    'something newer than the snapshot is there',
    two()
      .restore(2)
      .state(2, [kv('k', 'a', 2), kv('j', 'b', 3)], 'before-clients'),
    'violated',
  ],
  [
    'something foreign is there',
    two()
      .restore(3)
      .state(3, [kv('k', 'a', 2), kv('j', 'b', 3), kv('x', 'c', 2)], 'before-clients'),
    'violated',
    'a key that nobody wrote',
  ],
  [
    'a lost write turns up in the snapshot',
    two()
      .lost({ op: 'put', key: 'k', value: 'c' })
      .restore(4)
      .state(
        4,
        [kv('k', 'c', 4, { create: '2', version: '2' }), kv('j', 'b', 3)],
        'before-clients',
      ),
    'holds',
  ],
  [
    'the epoch line names another snapshot than the one that was restored',
    two()
      .restore(3, 10)
      .state(12, [kv('k', 'a', 2)], 'before-clients'),
    'violated',
    'another revision',
  ],
]);
