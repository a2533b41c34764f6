import type { Witness } from '../core/check-result.ts';
import { revision } from '../history/int64.ts';
import { RECOVERY, conclude, type Check } from './check.ts';
import { greatestSeen, smallestSeen } from './seen-revisions.ts';

/** No revision means one thing before a restore and another after it. */
export const revisionsNeverAgain: Check = {
  name: 'revisions-never-again',
  guarantee:
    'Revisions never decrease: after a restore the cluster begins above every revision that a ' +
    "client of the old one saw, or clients' caches and compares on mod revisions lie.",
  source: `${RECOVERY}#restoring-with-revision-bump`,
  how:
    "The smallest revision in the new epoch's answers is held against the greatest that any " +
    'client of the old epoch saw. Nothing to fear when nobody saw more than the snapshot holds. ' +
    'Unknown when one of the epochs showed no revision to anybody.',
  applies: (facts) => facts.restores.length > 0,
  judge(facts) {
    const examined = { restores: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    let margin = Infinity;
    for (const { old, line, fresh } of facts.restores) {
      const last = greatestSeen(old);
      const first = smallestSeen(fresh);
      if (last === undefined) doubts.push(`nobody saw a revision of epoch ${old.n}`);
      if (first === undefined) doubts.push(`nobody saw a revision of epoch ${fresh.n}`);
      if (last === undefined || first === undefined) continue;
      examined.restores += 1;
      const snapshot = revision(line.snapshot.revision);
      const above = last.revision > snapshot;
      margin = Math.min(margin, first.revision - last.revision);
      if (above ? first.revision > last.revision : first.revision >= last.revision) continue;
      const needed = last.revision - snapshot;
      witnesses.push({
        why: 'the new epoch answers with revisions that the old one had already used',
        observed: [
          ['old epoch', last.seen],
          ['restored', `snapshot at revision ${snapshot}, bump ${line.bump}`],
          ['new epoch', first.seen],
        ],
        operations: [...last.operations, ...first.operations],
        legal: `revisions above ${last.revision}: a bump of more than ${needed}`,
      });
    }
    if (facts.restores.length === 0) doubts.push('nothing was restored');
    const holds = `the new revisions begin ${margin} above the greatest that was seen`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};
