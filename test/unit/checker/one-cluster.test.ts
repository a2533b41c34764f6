import { oneCluster } from '../../../src/checker/one-cluster.ts';
import { build } from './build-record.ts';
import { testCases } from './cases.ts';

const from = (cluster: string) => ({ hdr: { cluster, member: 'm', term: '2' } });

testCases(oneCluster, [
  ['an empty history proves nothing', build(), 'unknown'],
  [
    'only the new cluster answers',
    build()
      .put('k', 'a', 2, from('old'))
      .restore(2)
      .put('k', 'b', 3, from('new'))
      .put('k', 'c', 4, from('new')),
    'holds',
  ],
  [
    'a zombie acknowledges',
    build()
      .put('k', 'a', 2, from('old'))
      .restore(2)
      .put('k', 'b', 3, from('new'))
      .put('k', 'c', 3, from('old')),
    'violated',
    'the old cluster acknowledges',
  ],
  [
    'an old call may still be answered late',
    build()
      .put('k', 'a', 2, from('old'))
      .restore(2)
      .put('k', 'b', 3, from('new'))
      .put('k', 'c', 3, { ...from('old'), call: 25 }),
    'holds',
  ],
  [
    'one cluster id for both epochs tells nothing',
    build().put('k', 'a', 2, from('one')).restore(2).put('k', 'b', 3, from('one')),
    'unknown',
  ],
]);
