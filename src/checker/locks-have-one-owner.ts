import type { Witness } from '../core/check-result.ts';
import { revision } from '../history/int64.ts';
import { showKey } from '../history/show-bytes.ts';
import { conclude, type Check } from './check.ts';
import { describeOp } from './describe.ts';
import type { EpochFacts, Facts } from './facts.ts';
import { lockActs, lockKeys, type LockAct } from './lock-acts.ts';

/** Whoever may act as the owner of a lock is told by a revision that only grows. */
export const locksHaveOneOwner: Check = {
  name: 'locks-have-one-owner',
  guarantee:
    'A lock is held by one owner at a time: once a client has acted as its owner under a fencing ' +
    'revision, nobody else acts under the same or an older one.',
  source: 'https://etcd.io/docs/v3.6/learning/why/#notes-on-the-usage-of-lock-and-lease',
  how:
    'Locks are known by how they are asked for: a txn that makes a key under a prefix, with a ' +
    'lease, if there is none; its create revision is the fencing revision. Accepted txns that ' +
    'compare with it are held against each other in the order of their revisions. After a ' +
    'restore a new fencing revision must be above every older one; an owner of the snapshot who ' +
    'goes on beside an owner whom the restore has undone is counted as `exposed`. Unknown when ' +
    'no lock changed hands.',
  applies: (facts) => lockKeys(facts).size > 0,
  judge(facts) {
    const { locks, owners, acts, exposed, witnesses } = walk(facts);
    const changed = owners.size - locks.size;
    const examined = { locks: locks.size, owners: owners.size, acts, exposed };
    const doubts = changed === 0 ? ['no lock changed hands'] : [];
    const holds = `${acts} acts of ${owners.size} owners of ${locks.size} locks`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

function walk(facts: Facts) {
  const seen = { locks: new Set<string>(), owners: new Set<string>(), acts: 0, exposed: 0 };
  const witnesses: Witness[] = [];
  /** All acts of earlier epochs, and those of them that the newest restore has kept. */
  const past: LockAct[] = [];
  let kept: LockAct[] = [];
  for (const epoch of facts.epochs) {
    const from = startOf(epoch);
    kept = epoch.begun === undefined ? [] : kept.filter((act) => act.revision <= from);
    const newest = newestOf(kept);
    const newestEver = newestOf(past);
    const acts = lockActs(facts, epoch);
    for (const act of acts) {
      seen.locks.add(act.lock);
      seen.owners.add(`${act.key} ${act.token}`);
      seen.acts += 1;
      const isOld = act.token <= from;
      const before = isOld ? newest.get(act.lock) : newer(newest, newestEver, act.lock);
      if (before !== undefined && !mayFollow(act, before)) {
        // It came over with a snapshot, and may have learnt that it owns from what was lost.
        if (before.token <= startOf(facts.epoch(before.op.epoch))) seen.exposed += 1;
        else witnesses.push(twoOwners(act, before));
      } else if (isOld && !mayFollow(act, newestEver.get(act.lock) ?? act)) seen.exposed += 1;
      if (act.token >= (newest.get(act.lock)?.token ?? 0)) newest.set(act.lock, act);
    }
    past.push(...acts);
    kept.push(...acts);
  }
  return { ...seen, witnesses };
}

/** The newest revision that the epoch has of the one before it; 0 = it is the first. */
const startOf = ({ begun }: EpochFacts): number =>
  begun === undefined ? 0 : revision(begun.snapshot.revision);

const mayFollow = (act: LockAct, before: LockAct): boolean =>
  act.token > before.token || (act.token === before.token && act.key === before.key);

type Newest = Map<string, LockAct>;

function newestOf(acts: readonly LockAct[]): Newest {
  const newest: Newest = new Map();
  for (const act of acts) {
    if (act.token >= (newest.get(act.lock)?.token ?? 0)) newest.set(act.lock, act);
  }
  return newest;
}

function newer(a: Newest, b: Newest, lock: string): LockAct | undefined {
  const [one, other] = [a.get(lock), b.get(lock)];
  if (one === undefined || other === undefined) return one ?? other;
  return other.token > one.token ? other : one;
}

const twoOwners = (act: LockAct, before: LockAct): Witness => ({
  why: `two owners of ${showKey(act.lock)}: one acts under ${act.token} after one under ${before.token}`,
  observed: [
    ['one owner', `${showKey(before.key)} made at ${before.token}; ${describeOp(before.op)}`],
    ['another', `${showKey(act.key)} made at ${act.token}; ${describeOp(act.op)}`],
  ],
  operations: [before.op.id, act.op.id],
  legal: `succeeded: false, or a fencing revision above ${before.token}`,
});
