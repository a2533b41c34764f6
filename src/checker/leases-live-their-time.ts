import type { Witness } from '../core/check-result.ts';
import type { OpLine } from '../history/types.ts';
import { at, describeOp } from './describe.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import type { LeaseEnd } from './epoch/progress.ts';
import type { Replay } from './epoch/replay.ts';
import type { EpochFacts } from './facts.ts';
import { replayOf } from './replays.ts';

/** A lease may live longer than asked for, never shorter, and takes all its keys at once. */
export const leasesLiveTheirTime: Check = {
  name: 'leases-live-their-time',
  guarantee:
    'A lease that is kept alive does not expire before its time to live; its end deletes all ' +
    'keys ' +
    'attached to it, at one revision.',
  source: `${API_GUARANTEES}#lease-apis`,
  how:
    'Deletions of all keys of a lease that no client asked for. One is early only when it was ' +
    'seen ' +
    'before the call of the last answered keepalive (or grant) plus the granted time to live: ' +
    'a new ' +
    'leader starts every lease afresh. Unknown when no lease was granted.',
  applies: (facts) =>
    facts.epochs.some(({ ops, columns }) => columns.leases.some((i) => ops[i]?.outcome === 'ok')),
  judge(facts) {
    const examined = { leases: 0, ended: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const epoch of facts.epochs) {
      const replay = replayOf(facts, epoch);
      const lives = livesOf(epoch);
      examined.leases += lives.size;
      for (const end of replay?.leases ?? []) {
        examined.ended += 1;
        if (!end.certain) continue;
        const life = lives.get(end.lease);
        const early = life === undefined ? undefined : tooEarly(end, life, replay as Replay);
        if (early !== undefined) witnesses.push(early);
      }
    }
    if (examined.leases === 0) doubts.push('no lease was granted');
    const holds = `${examined.leases} leases, ${examined.ended} ended, none early`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

interface Life {
  /** Answered grants and keepalives. */
  readonly kept: OpLine[];
  /** Revokes that may have happened. */
  readonly revokes: OpLine[];
}

function livesOf(epoch: EpochFacts): Map<string, Life> {
  const lives = new Map<string, Life>();
  for (const i of epoch.columns.leases) {
    const op = epoch.ops[i] as OpLine;
    const { req } = op;
    if (!('lease' in req) || req.lease === undefined) continue;
    const id = req.op === 'lease-grant' ? (op.res?.lease ?? req.lease) : req.lease;
    const life = lives.get(id) ?? { kept: [], revokes: [] };
    lives.set(id, life);
    if (req.op === 'lease-revoke' && op.outcome !== 'fail') life.revokes.push(op);
    else if (op.outcome === 'ok' && Number(op.res?.ttl ?? 0) > 0) life.kept.push(op);
  }
  return lives;
}

function tooEarly(end: LeaseEnd, life: Life, { outline }: Replay): Witness | undefined {
  const known = outline.known.by(end.revision);
  if (life.revokes.some((op) => op.call <= known.at)) return undefined;
  const until = (op: OpLine): number => op.call + Number(op.res?.ttl) * 1e9;
  const last = life.kept.reduce<OpLine | undefined>(
    (best, op) => (best === undefined || until(op) > until(best) ? op : best),
    undefined,
  );
  if (last === undefined || known.at >= until(last)) return undefined;
  const seen = outline.ops[known.op] as OpLine;
  return {
    why: `lease ${end.lease} ended before its time`,
    observed: [
      ['kept alive', `${describeOp(last)}, for ${last.res?.ttl} s`],
      ['deleted', `${end.keys.length} keys at revision ${end.revision}`],
      ['seen', describeOp(seen)],
    ],
    operations: [last.id, seen.id],
    legal: `not before ${at(until(last))}`,
  };
}
