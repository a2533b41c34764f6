import { compactionIsExact } from '../../../src/checker/compaction-is-exact.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const compacted = (): RecordBuilder =>
  build().put('k', 'a', 2).put('k', 'b', 3).ok({ op: 'compact', rev: '3' }, 3);
const message = 'etcdserver: mvcc: required revision has been compacted';
const err = { outcome: 'fail', err: { code: 'OUT_OF_RANGE', message } } as const;

testCases(compactionIsExact, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['refused below', compacted().op({ op: 'get', key: 'k', rev: '2' }, err), 'holds'],
  [
    'answered below',
    compacted().ok({ op: 'get', key: 'k', rev: '2' }, 3, { count: 1, kvs: [kv('k', 'a', 2)] }),
    'violated',
    'behind the compaction',
  ],
  [
    'a member that lags behind may answer a serializable read',
    compacted().ok({ op: 'get', key: 'k', rev: '2', serializable: true }, 3, { count: 1 }),
    'holds',
  ],
  [
    'refused at the compaction itself',
    compacted().op({ op: 'get', key: 'k', rev: '3' }, err),
    'unknown',
  ],
]);
