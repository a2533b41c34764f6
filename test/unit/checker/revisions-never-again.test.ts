import { revisionsNeverAgain } from '../../../src/checker/revisions-never-again.ts';
import { build } from './build-record.ts';
import { testCases } from './cases.ts';

testCases(revisionsNeverAgain, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['nobody saw the new epoch', build().put('k', 'a', 9).restore(8), 'unknown'],
  [
    'a bump above all that was seen',
    build().put('k', 'a', 9).restore(8, 100).get('k', 108),
    'holds',
  ],
  [
    'no bump, and a lost revision is used again',
    build().put('k', 'a', 9).restore(8).put('k', 'b', 9),
    'violated',
    'already used',
  ],
  [
    'a bump that is too small',
    build().put('k', 'a', 9).restore(5, 3).get('k', 8),
    'violated',
    'already used',
  ],
  [
    'a bump that ends exactly at the greatest revision seen',
    build().put('k', 'a', 9).restore(5, 4).get('k', 9),
    'violated',
  ],
  [
    'nothing was lost: going on is safe',
    build().put('k', 'a', 9).restore(9).put('k', 'b', 10),
    'holds',
  ],
  [
    'only a watcher saw the lost revision',
    build()
      .put('k', 'a', 7)
      .watch('events', { revision: '9', events: [{ type: 'put', key: 'k', mod: '9' }] })
      .restore(8)
      .get('k', 8),
    'violated',
  ],
]);
