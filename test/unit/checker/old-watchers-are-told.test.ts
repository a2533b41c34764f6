import { oldWatchersAreTold } from '../../../src/checker/old-watchers-are-told.ts';
import { build, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const event = (mod: string) => ({ type: 'put', key: 'k', value: 'a', mod }) as const;
const sawNine = (snapshot: number, bump: number): RecordBuilder =>
  build()
    .watch('open', { startRevision: '2' })
    .watch('events', { revision: '9', events: [event('9')] })
    .restore(snapshot, bump)
    .watch('open', { startRevision: '10' });

testCases(oldWatchersAreTold, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['told compacted', sawNine(8, 100).watch('canceled', { compactRevision: '108' }), 'holds'],
  [
    'a stitched stream',
    sawNine(8, 0).watch('events', { revision: '10', events: [event('10')] }),
    'violated',
    'goes on as if nothing',
  ],
  ['no answer yet', sawNine(8, 0), 'unknown', 'no answer yet'],
  [
    'silence',
    sawNine(8, 0).op({ op: 'get', key: 'k' }, { call: 3e9, ret: 3e9 + 1, outcome: 'fail' }),
    'violated',
    'silence',
  ],
  [
    'a watcher that saw nothing above the snapshot may go on',
    sawNine(9, 0).watch('events', { revision: '10', events: [event('10')] }),
    'unknown',
    'no watcher that had seen more',
  ],
]);
