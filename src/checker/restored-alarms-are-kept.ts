import type { Witness } from '../core/check-result.ts';
import { defineKeptCheck } from './kept.ts';

/** An alarm outlives a restore: whoever restores into it must disarm it, knowingly. */
export const restoredAlarmsAreKept = defineKeptCheck({
  name: 'restored-alarms-are-kept',
  what: 'alarms',
  guarantee:
    'A restored cluster has the alarms of the snapshot, with the ids of the members that they ' +
    'were raised for, and no others of members that are not its own.',
  how:
    "The alarms in the snapshot's file are held against those that the members of the new epoch " +
    'tell before anything is disarmed. An alarm of a new member is its own. Unknown when either ' +
    'was not read, or the snapshot holds none.',
  count: ({ alarms }) => alarms?.length,
  compare({ snapshot }, { member, line }) {
    const before = snapshot.alarms ?? [];
    const after = line.alarms ?? [];
    const own = new Set(line.members?.map(({ id }) => id));
    const differs = (why: string): Witness => ({
      why,
      observed: [
        ['snapshot', `${before.join(', ') || 'no alarm'} at revision ${snapshot.revision}`],
        ['found', `${after.join(', ') || 'no alarm'} at ${member}`],
      ],
      operations: [],
      legal: 'the alarms of the snapshot',
    });
    const gone = before.filter((alarm) => !after.includes(alarm));
    const foreign = after.filter(
      (alarm) => !before.includes(alarm) && !own.has(alarm.split(' ')[1] ?? ''),
    );
    return {
      judged: before.length,
      witnesses: [
        ...gone.map((alarm) => differs(`the alarm ${alarm} is gone`)),
        ...(line.members === undefined ? [] : foreign).map((alarm) =>
          differs(`the alarm ${alarm} was not in the snapshot, and nobody here raised it`),
        ),
      ],
      doubts: [],
    };
  },
});
