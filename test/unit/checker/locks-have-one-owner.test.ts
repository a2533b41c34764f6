import { locksHaveOneOwner } from '../../../src/checker/locks-have-one-owner.ts';
import type { TxnRequest } from '../../../src/history/types.ts';
import { build, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const ask = (key: string, lease = '7'): TxnRequest => ({
  op: 'txn',
  compares: [{ key, target: 'create', result: '=', value: '0' }],
  then: [{ op: 'put', key, value: '', lease }],
  else: [],
});
const act = (key: string, token: number, guarded = 'guarded'): TxnRequest => ({
  op: 'txn',
  compares: [{ key, target: 'create', result: '=', value: String(token) }],
  then: [{ op: 'put', key: guarded, value: 'x' }],
  else: [],
});
const yes = { succeeded: true, responses: [{}] };
const no = { succeeded: false, responses: [] };

/** `a` and `b` ask for the lock `l/` at 2 and 3. */
const both = (record = build()): RecordBuilder =>
  record.ok(ask('l/a'), 2, yes).ok(ask('l/b'), 3, yes);

testCases(locksHaveOneOwner, [
  ['an empty history proves nothing', build(), 'unknown', 'no lock changed hands'],
  ['nobody but one has acted', both().ok(act('l/a', 2), 4, yes), 'unknown'],
  [
    'one after the other',
    both().ok(act('l/a', 2), 4, yes).ok(act('l/a', 2), 5, yes).ok(act('l/b', 3), 6, yes),
    'holds',
    '3 acts of 2 owners of 1 locks',
  ],
  [
    'a late owner who is refused by its fence',
    both().ok(act('l/a', 2), 4, yes).ok(act('l/b', 3), 5, yes).ok(act('l/a', 2), 5, no),
    'holds',
  ],
  [
    'a late owner whose fate nobody knows',
    both().ok(act('l/a', 2), 4, yes).ok(act('l/b', 3), 5, yes).lost(act('l/a', 2)),
    'holds',
  ],
  [
    'an older owner acts after a newer one',
    both().ok(act('l/b', 3), 4, yes).ok(act('l/a', 2), 5, yes),
    'violated',
    'two owners of "l/": one acts under 2 after one under 3',
  ],
  [
    'answers that come late say nothing: revisions do',
    both().ok(act('l/b', 3), 5, yes).ok(act('l/a', 2), 4, yes),
    'holds',
  ],
  [
    'two locks have nothing to do with each other',
    both()
      .ok(ask('m/a'), 4, yes)
      .ok(act('l/b', 3), 5, yes)
      .ok(act('m/a', 4), 6, yes)
      .ok(act('l/b', 3), 7, yes),
    'unknown',
  ],
  [
    'a key without a lease is no lock',
    build()
      .ok(ask('l/a', '0'), 2, yes)
      .ok(ask('l/b', '0'), 3, yes)
      .ok(act('l/b', 3), 4, yes)
      .ok(act('l/a', 2), 5, yes),
    'unknown',
  ],
  [
    'to give the lock back is no act',
    both()
      .ok(act('l/b', 3), 4, yes)
      .ok(act('l/a', 2, 'l/a'), 5, yes),
    'unknown',
  ],
  [
    'a restore without a bump gives a fencing revision again',
    both()
      .ok(act('l/b', 3), 4, yes)
      .restore(1)
      .ok(ask('l/c'), 2, yes)
      .ok(ask('l/d'), 3, yes)
      .ok(act('l/d', 3), 4, yes),
    'violated',
    'one acts under 3 after one under 3',
  ],
  [
    'a restore with a bump does not',
    both()
      .ok(act('l/b', 3), 4, yes)
      .restore(1, 1000)
      .ok(ask('l/c'), 1002, yes)
      .ok(act('l/c', 1002), 1003, yes),
    'holds',
  ],
  [
    'an owner of the snapshot goes on; the one that took over from it is lost',
    both().restore(3, 1000).ok(act('l/a', 2), 1004, yes).ok(act('l/b', 3), 1005, yes),
    'holds',
  ],
  [
    'what the snapshot kept of the order still counts',
    both().ok(act('l/b', 3), 4, yes).restore(4, 1000).ok(act('l/a', 2), 1005, yes),
    'violated',
  ],
  [
    'a new owner, and then an old one',
    both()
      .restore(3, 1000)
      .ok(ask('l/c'), 1004, yes)
      .ok(act('l/c', 1004), 1005, yes)
      .ok(act('l/b', 3), 1006, yes),
    'violated',
  ],
  [
    'an owner by what was lost, beside the one that the snapshot has: exposed, not violated',
    both().restore(3, 1000).ok(act('l/b', 3), 1004, yes).ok(act('l/a', 2), 1005, yes),
    'holds',
  ],
  [
    'the same, when a second restore has kept what the first made possible',
    both()
      .restore(3, 1000)
      .ok(act('l/b', 3), 1004, yes)
      .restore(1004, 1000)
      .ok(act('l/a', 2), 2005, yes),
    'holds',
  ],
]);
