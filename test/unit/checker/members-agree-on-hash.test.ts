import { membersAgreeOnHash } from '../../../src/checker/members-agree-on-hash.ts';
import { build, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

function hashed(
  ...all: [revision: string, compactRevision: string, hash: string][]
): RecordBuilder {
  return all.reduce((record, [revision, compactRevision, hash], i) => {
    const hashKv = { revision, compactRevision, hash };
    return record.state(9, [], 'final', { member: `m${i + 1}`, hashKv });
  }, build());
}

const alone = (): RecordBuilder =>
  build().state(9, [], 'final', {
    member: 'm1',
    members: [{ name: 'm1', id: 'a1', learner: false }],
    hashKv: { revision: '9', compactRevision: '1', hash: 'aa' },
  });

testCases(membersAgreeOnHash, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['one of several members was hashed', hashed(['9', '1', 'aa']), 'unknown'],
  ['the only member there is', alone(), 'holds'],
  ['equal', hashed(['9', '1', 'aa'], ['9', '1', 'aa']), 'holds'],
  ['different', hashed(['9', '1', 'aa'], ['9', '1', 'bb']), 'violated', 'm1 and m2'],
  ['compacted differently: not comparable', hashed(['9', '1', 'aa'], ['9', '5', 'bb']), 'unknown'],
  ['at different revisions: not comparable', hashed(['9', '1', 'aa'], ['8', '1', 'bb']), 'unknown'],
]);
