import type { Witness } from '../core/check-result.ts';
import { byteString } from '../history/byte-string.ts';
import { revision } from '../history/int64.ts';
import type { Compare, OpLine } from '../history/types.ts';
import { RECOVERY, conclude, type Check } from './check.ts';
import { describeOp } from './describe.ts';
import { greatestSeen } from './seen-revisions.ts';
import { StampsShown } from './stamps-shown.ts';

/** A compare on a revision that was lost must fail: nothing of the new epoch has that revision. */
export const oldCompareAndSetFails: Check = {
  name: 'old-compare-and-set-fails',
  guarantee:
    'A compare on a mod or create revision that was lost in the restore does not succeed: no key ' +
    'of the new epoch carries a revision of the lost one.',
  source: `${RECOVERY}#restoring-with-revision-bump`,
  how:
    'Txns of the new epoch that compare for equality with a revision above the snapshot which ' +
    'only the old epoch had shown for that key, to anybody or to the client that compares. ' +
    'Compares on value, version or create = 0 can be ' +
    'fooled even with a bump; they are counted as `exposed`. Unknown when no such compare was ' +
    'made.',
  applies: (facts) =>
    facts.restores.some(({ fresh }) => fresh.ops.some((op) => op.req.op === 'txn')),
  judge(facts) {
    const examined = { compares: 0, exposed: 0 };
    const witnesses: Witness[] = [];
    for (const { old, line, fresh } of facts.restores) {
      const from = revision(line.snapshot.revision);
      const to = greatestSeen(old)?.revision ?? from;
      const lost = { from, to, before: new StampsShown(old), since: new StampsShown(fresh) };
      for (const op of fresh.ops) {
        if (op.outcome !== 'ok' || op.req.op !== 'txn') continue;
        if (op.req.compares.some(isExposed) && op.res?.succeeded === true) examined.exposed += 1;
        const stale = op.req.compares.find((compare) => isStale(compare, op, lost));
        if (stale === undefined) continue;
        examined.compares += 1;
        if (op.res?.succeeded === true) witnesses.push(fooled(op, stale, from, line.bump));
      }
    }
    const doubts = examined.compares === 0 ? ['nobody compared with a lost revision'] : [];
    const holds = `${examined.compares} compares with lost revisions failed`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

interface Lost {
  readonly from: number;
  readonly to: number;
  readonly before: StampsShown;
  readonly since: StampsShown;
}

/**
 * A client that was told a revision by the old epoch, and not by the new one, compares with the
 * lost one. So does anybody while the new epoch has shown that revision of that key to nobody.
 */
function isStale({ key, target, result, value }: Compare, op: OpLine, lost: Lost): boolean {
  if (target !== 'mod' && target !== 'create') return false;
  if (result !== '=' || typeof value !== 'string') return false;
  if (revision(value) <= lost.from || revision(value) > lost.to) return false;
  const { client, call } = op;
  if (!lost.since.anybody(key, value, call)) return true;
  return (
    lost.before.client(client, key, value, call) && !lost.since.client(client, key, value, call)
  );
}

const isExposed = (compare: Compare): boolean =>
  compare.target === 'value' ||
  compare.target === 'version' ||
  (compare.target === 'create' && compare.value === '0');

function fooled(op: OpLine, compare: Compare, snapshot: number, bump: string): Witness {
  return {
    why: 'a compare with a lost revision succeeded',
    observed: [
      ['restored', `snapshot at revision ${snapshot}, bump ${bump}`],
      ['compared', `${compare.target} = ${byteString(compare.value)}, a revision of the old epoch`],
      ['acknowledged', describeOp(op)],
    ],
    operations: [op.id],
    legal: 'succeeded: false',
  };
}
