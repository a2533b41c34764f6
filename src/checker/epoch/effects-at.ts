import { plainEffects, type Effect } from '../../history/effects.ts';
import type { Candidate } from './candidates.ts';
import { NONE } from './change-log.ts';
import { compareHolds, type Comparable } from './compare.ts';
import type { Link } from './chain.ts';
import type { Progress } from './progress.ts';

/** What the key held at a revision. Cost: O(changes of the key since). */
function stateAt({ log }: Progress, key: number, at: number): Comparable | undefined {
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
): Map<number, Link> {
  const { req } = candidate.op;
  const links = new Map<number, Link>();
  if (req.op !== 'txn') {
    for (const effect of candidate.effects) add(progress, links, effect, revision, candidate.index);
    return links;
  }
  const { keys } = progress.outline;
  const held = req.compares.every((compare) => {
    const key = keys.id(compare.key);
    return compareHolds(compare, key < 0 ? undefined : stateAt(progress, key, revision - 1));
  });
  for (const sub of held ? req.then : req.else) {
    for (const effect of plainEffects(sub)) {
      add(progress, links, effect, revision, candidate.index);
    }
  }
  return links;
}

function add(
  progress: Progress,
  links: Map<number, Link>,
  effect: Effect,
  revision: number,
  op: number,
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
    if (stateAt(progress, id, revision - 1)?.live === true) links.set(id, gone);
  }
}

/** The keys that hung on a lease at a revision. */
export function attachedAt(progress: Progress, lease: string, at: number): number[] {
  const { attached } = progress.log;
  return [...(attached.get(lease) ?? [])].filter(
    (key) => stateAt(progress, key, at)?.lease === lease,
  );
}
