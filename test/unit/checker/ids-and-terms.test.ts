import { idsAndTerms } from '../../../src/checker/ids-and-terms.ts';
import { build } from './build-record.ts';
import { testCases } from './cases.ts';

const hdr = (cluster: string, member: string, term: string) => ({ hdr: { cluster, member, term } });

testCases(idsAndTerms, [
  ['an empty history proves nothing', build(), 'unknown'],
  [
    'a growing term',
    build()
      .put('k', 'a', 2, hdr('c', 'm', '2'))
      .put('k', 'b', 3, hdr('c', 'm', '3')),
    'holds',
  ],
  [
    'a term goes back',
    build()
      .put('k', 'a', 2, hdr('c', 'm', '3'))
      .put('k', 'b', 3, hdr('c', 'm', '2')),
    'violated',
    'term went back',
  ],
  [
    'another member may be behind',
    build()
      .put('k', 'a', 2, hdr('c', 'm', '3'))
      .put('k', 'b', 3, hdr('c', 'n', '2')),
    'holds',
  ],
  [
    'the cluster id changes',
    build()
      .put('k', 'a', 2, hdr('c', 'm', '2'))
      .put('k', 'b', 3, hdr('d', 'm', '2')),
    'violated',
    'cluster id',
  ],
]);
