import { restoredAlarmsAreKept } from '../../../src/checker/restored-alarms-are-kept.ts';
import { build } from './build-record.ts';
import { testCases } from './cases.ts';
import { found, snapshotWith } from './kept-records.ts';

const full = { alarms: ['NOSPACE a1'] };
const members = [{ name: 'm1', id: 'b2', learner: false }];

testCases(restoredAlarmsAreKept, [
  ['an empty history proves nothing', build(), 'unknown', 'no alarms could be compared'],
  ['the restored alarms were not read', snapshotWith(full), 'unknown', 'of epoch 2 were not read'],
  [
    'the alarms of the snapshot were not read',
    found(build().put('k', 'a', 2).restore(2, 1000), full),
    'unknown',
    'of the snapshot of epoch 2 were not read',
  ],
  ['there is no alarm', found(snapshotWith({ alarms: [] }), { alarms: [] }), 'unknown'],
  ['the alarm is still there', found(snapshotWith(full), full), 'holds'],
  [
    'a new member has raised one of its own',
    found(snapshotWith(full), { alarms: ['NOSPACE a1', 'NOSPACE b2'], members }),
    'holds',
  ],
  [
    'the alarm is gone',
    found(snapshotWith(full), { alarms: [] }),
    'violated',
    'the alarm NOSPACE a1 is gone',
  ],
  [
    'another alarm for the same member',
    found(snapshotWith(full), { alarms: ['CORRUPT a1'], members }),
    'violated',
    'the alarm NOSPACE a1 is gone',
  ],
  [
    'an alarm of nobody came along',
    found(snapshotWith({ alarms: [] }), { alarms: ['CORRUPT c3'], members }),
    'violated',
    'CORRUPT c3 was not in the snapshot',
  ],
  [
    'one of two members has lost it',
    found(found(snapshotWith(full), full), { alarms: [] }),
    'violated',
    'the alarm NOSPACE a1 is gone',
  ],
]);
