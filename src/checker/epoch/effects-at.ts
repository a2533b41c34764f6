import { plainEffects, type Effect } from '../../history/effects.ts';
import type { Candidate } from './candidates.ts';
import { NONE } from './change-log.ts';
import { compareHolds, type Comparable } from './compare.ts';
import type { Link } from './chain.ts';
import type { Progress } from './progress.ts';

/** What a key held at a revision. */
export type StateAt = (key: number, at: number) => Comparable | undefined;

/** The same by the log. Cost: O(changes of the key since). */
export function loggedAt({ log }: Progress, key: number, at: number): Comparable | undefined {
  let change = log.newest[key] as number;
  while (change !== NONE && (log.revisions[change] as number) > at) {
    change = log.previous[change] as number;
  }
  return log.view(change);
}

/** What a write of unknown fate does when it happens at this revision: one link for each key. */
export function effectsAt(
  progress: Progress,
  candidate: Candidate,
  revision: number,
  stateAt: StateAt = (key, at) => loggedAt(progress, key, at),
): Map<number, Link> {
  const { req } = candidate.op;
  const links = new Map<number, Link>();
  const at = { revision, op: candidate.index, stateAt };
  if (req.op !== 'txn') {
    for (const effect of candidate.effects) add(progress, links, effect, at);
    return links;
  }
  const { keys } = progress.outline;
  const held = req.compares.every((compare) => {
    const key = keys.id(compare.key);
    return compareHolds(compare, key < 0 ? undefined : stateAt(key, revision - 1));
  });
  const branch = held ? req.then : req.else;
  for (const effect of branch.flatMap(plainEffects)) add(progress, links, effect, at);
  return links;
}

function add(
  progress: Progress,
  links: Map<number, Link>,
  effect: Effect,
  { revision, op, stateAt }: { revision: number; op: number; stateAt: StateAt },
): void {
  const { keys } = progress.outline;
  if (effect.type === 'put') {
    const { key, value, lease } = effect;
    links.set(keys.idOf(key), { revision, type: 'put', value, lease, op });
    return;
  }
  const gone = { revision, type: 'delete', value: undefined, lease: '0', op } as const;
  if (effect.type === 'revoke') {
    for (const key of attachedAt(progress, effect.lease, revision - 1)) links.set(key, gone);
    return;
  }
  const { low, high } = keys.rangeOf(effect.key, effect.end);
  for (let id = low; id < high; id++) {
    if (stateAt(id, revision - 1)?.live === true) links.set(id, gone);
  }
}

/** The keys that hung on a lease at a revision. */
export function attachedAt(progress: Progress, lease: string, at: number): number[] {
  const { attached } = progress.log;
  return [...(attached.get(lease) ?? [])].filter(
    (key) => loggedAt(progress, key, at)?.lease === lease,
  );
}
