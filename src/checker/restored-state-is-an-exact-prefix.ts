import type { Witness } from '../core/check-result.ts';
import type { EpochLine } from '../history/types.ts';
import { revision } from '../history/int64.ts';
import { RECOVERY, conclude, type Check } from './check.ts';
import type { MemberState } from './facts.ts';
import { replayOf } from './replays.ts';
import { stateAgainstLedger } from './state-against-ledger.ts';

/** What came back is the old epoch as it was at the snapshot's revision, no more and no less. */
export const restoredStateIsAnExactPrefix: Check = {
  name: 'restored-state-is-an-exact-prefix',
  guarantee:
    'A restored cluster holds exactly what the old one held at the revision of the snapshot: ' +
    'nothing foreign, nothing missing, no half transaction.',
  source: `${RECOVERY}#restoring-a-cluster`,
  how:
    'The state that was read before clients were let in is held against the old epoch up to the ' +
    "snapshot's revision. A write of unknown fate may be in it; then it happened. Unknown when " +
    'the restored state was not read or nothing was acknowledged up to the snapshot.',
  applies: (facts) => facts.restores.length > 0,
  judge(facts) {
    const examined = { restores: 0, states: 0, keys: 0, acknowledged: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const { old, line, fresh } of facts.restores) {
      const upTo = revision(line.snapshot.revision);
      examined.restores += 1;
      const acknowledged = old.ledger.revisions.filter((own) => own <= upTo).length;
      examined.acknowledged += acknowledged;
      if (fresh.restored.length === 0) doubts.push(`the state of epoch ${line.n} was not read`);
      if (old.initial === undefined) doubts.push(`nobody read what epoch ${old.n} began with`);
      if (acknowledged + (old.initial?.kvs.length ?? 0) === 0) {
        doubts.push('nothing was acknowledged before the snapshot');
      }
      const replay = replayOf(facts, old);
      const deeper = replay?.contradictions.filter(({ kind }) => kind === 'restored') ?? [];
      for (const state of fresh.restored) {
        examined.states += 1;
        const compared = stateAgainstLedger(facts, old, state, upTo);
        examined.keys += compared.keys;
        witnesses.push(...wrongRevision(line, state), ...compared.witnesses, ...newer(line, state));
      }
      if (witnesses.length === 0) witnesses.push(...deeper);
    }
    if (examined.restores === 0) doubts.push('nothing was restored');
    const holds = `${examined.states} restored states, ${examined.keys} keys`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

function wrongRevision(line: EpochLine, state: MemberState): Witness[] {
  const expected = revision(line.snapshot.revision) + revision(line.bump);
  if (state.revision === expected) return [];
  return [
    {
      why: 'the restored state is at another revision than the snapshot and the bump give',
      observed: [
        [
          'snapshot',
          `revision ${line.snapshot.revision} of ${line.snapshot.member}, bump ${line.bump}`,
        ],
        ['found', `revision ${state.revision} at ${state.member}`],
      ],
      operations: [],
      legal: `revision ${expected}`,
    },
  ];
}

function newer(line: EpochLine, state: MemberState): Witness[] {
  const upTo = revision(line.snapshot.revision);
  const kv = state.kvs.find((found) => revision(found.mod) > upTo);
  if (kv === undefined) return [];
  return [
    {
      why: 'a restored key is newer than the snapshot',
      observed: [
        ['snapshot', `revision ${line.snapshot.revision}`],
        ['found', `${JSON.stringify(kv.key)} at revision ${kv.mod} on ${state.member}`],
      ],
      operations: [],
      legal: `revisions up to ${upTo}`,
    },
  ];
}
