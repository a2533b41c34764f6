import { acknowledgedIsDurable } from '../../../src/checker/acknowledged-is-durable.ts';
import { build, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const three = (): RecordBuilder =>
  Object.assign(build(), { etcd: { m1: '3.6.14', m2: '3.6.14', m3: '3.6.14' } });

testCases(acknowledgedIsDurable, [
  ['an empty history proves nothing', build(), 'unknown'],
  [
    'acknowledged while the only disk is held',
    build().fault(1, 'bites', ['m1']).put('k', 'a', 2).fault(1, 'heal', ['m1']),
    'violated',
    'cannot be on the disks',
  ],
  [
    'acknowledged after the heal was asked for',
    build().fault(1, 'bites', ['m1']).put('k', 'a', 2, { ret: 999 }).fault(1, 'heal', ['m1']),
    'holds',
  ],
  [
    'called before the hold was proven',
    build().fault(1, 'bites', ['m1']).put('k', 'a', 2, { call: 5 }).fault(1, 'heal', ['m1']),
    'unknown',
  ],
  [
    'a minority is held',
    three().fault(1, 'bites', ['m1']).put('k', 'a', 2).fault(1, 'heal', ['m1']),
    'unknown',
  ],
  [
    'a majority is held, one after the other',
    three()
      .fault(1, 'bites', ['m1'])
      .fault(2, 'bites', ['m2'])
      .put('k', 'a', 2)
      .fault(2, 'heal', ['m2'])
      .fault(1, 'heal', ['m1']),
    'violated',
  ],
]);
