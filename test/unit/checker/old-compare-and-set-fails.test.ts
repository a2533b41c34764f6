import { oldCompareAndSetFails } from '../../../src/checker/old-compare-and-set-fails.ts';
import type { Compare } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

function swap(
  record: RecordBuilder,
  compare: Partial<Compare>,
  succeeded: boolean,
  client = 99,
): RecordBuilder {
  const full = { key: 'k', target: 'mod', result: '=', value: '9', ...compare } as const;
  const then = [{ op: 'put', key: 'k', value: 'new' }] as const;
  const req = { op: 'txn', compares: [full], then, else: [] } as const;
  return record.ok(req, 200, { succeeded, responses: succeeded ? [{}] : [] }, { client });
}

/** The client that wrote revision 9 before the restore to 8. */
const OLD = 1;
const restored = (): RecordBuilder => build().put('k', 'a', 9).restore(8, 0);

testCases(oldCompareAndSetFails, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['a compare with a lost revision fails', swap(restored(), {}, false), 'holds'],
  ['a compare with a lost revision succeeds', swap(restored(), {}, true), 'violated', 'succeeded'],
  [
    'the new epoch showed this revision of the key itself',
    swap(restored().get('k', 9, kv('k', 'b', 9)), {}, true),
    'unknown',
  ],
  [
    'the new epoch showed it to somebody else, and the old client still believes in its own',
    swap(restored().get('k', 9, kv('k', 'b', 9)), {}, true, OLD),
    'violated',
    'succeeded',
  ],
  ['a revision that was kept', swap(restored(), { value: '7' }, true), 'unknown'],
]);
