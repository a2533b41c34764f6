import type { Witness } from '../core/check-result.ts';
import { at, describeOp } from './describe.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import { ROLE } from './epoch/role.ts';
import type { EpochFacts, Facts, MemberState } from './facts.ts';
import { isClean, replayOf } from './replays.ts';
import { stateAgainstLedger } from './state-against-ledger.ts';

/** Durability within each epoch: what was acknowledged is still there at the end. */
export const acknowledgedWritesSurvive: Check = {
  name: 'acknowledged-writes-survive',
  guarantee: '"Any completed operations are durable. All accessible data is also durable data."',
  source: `${API_GUARANTEES}#durability`,
  how:
    'The newest acknowledged put or delete of every key is looked for in the final states of the ' +
    'members. Writes of unknown fate may have replaced it; a key with a lease may be gone. ' +
    'Unknown when no final state was read or nothing was acknowledged.',
  judge(facts) {
    const examined = { epochs: 0, states: 0, keys: 0, acknowledged: 0, readBack: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const epoch of facts.epochs) {
      const states = epoch.finals.filter((state) => judgeable(facts, epoch, state));
      if (states.length === 0) continue;
      const replay = replayOf(facts, epoch);
      examined.epochs += 1;
      examined.states += states.length;
      if (replay === undefined) doubts.push(`nobody read what epoch ${epoch.n} began with`);
      else if (isClean(replay)) {
        examined.keys += replay.outline.keys.size;
        examined.acknowledged += replay.counts.writes;
        continue;
      }
      examined.acknowledged += epoch.ledger.acknowledged.length;
      const found = states.flatMap((state) => {
        const compared = stateAgainstLedger(facts, epoch, state, state.revision);
        examined.keys += compared.keys;
        return [...compared.witnesses, ...forgotten(epoch, state)];
      });
      const finals = replay?.contradictions.filter(({ kind }) => kind === 'final') ?? [];
      witnesses.push(...(found.length > 0 ? found : finals));
    }
    if (examined.states === 0) readBack(facts, examined, doubts);
    else if (examined.acknowledged === 0) doubts.push('no write was acknowledged');
    const { acknowledged, states, readBack: reads } = examined;
    const against = states > 0 ? `${states} final states` : `${reads} linearizable reads`;
    const holds = `${acknowledged} acknowledged writes against ${against}`;
    return conclude({ examined, witnesses, doubts: [...new Set(doubts)], holds });
  },
};

/**
 * Without final states the linearizable reads tell: the replay holds each of them against every
 * write acknowledged before it. In a drill that owes final states their lack is a doubt.
 */
function readBack(
  facts: Facts,
  examined: { readBack: number; acknowledged: number },
  doubts: string[],
): void {
  for (const epoch of facts.epochs) {
    const replay = replayOf(facts, epoch);
    examined.acknowledged += replay?.counts.writes ?? 0;
    examined.readBack += replay?.counts.reads ?? 0;
    if (replay !== undefined && !isClean(replay)) doubts.push('no final state was read');
  }
  if (facts.isDrill || examined.readBack === 0) doubts.push('no final state was read');
}

/** A member may lag behind in what it answers from its own state; then it proves nothing. */
function judgeable(facts: Facts, epoch: EpochFacts, state: MemberState): boolean {
  if (state.line.read === 'linearizable') return true;
  const newest = facts.once(`newest ${epoch.n}`, () => newestWrite(epoch));
  return state.revision >= newest;
}

function newestWrite({ columns: { roles, headers } }: EpochFacts): number {
  let newest = 0;
  for (let i = 0; i < roles.length; i++) {
    if (roles[i] === ROLE.write) newest = Math.max(newest, headers[i] as number);
  }
  return newest;
}

/** Writes acknowledged before a linearizable read began that the read has not reached. */
function forgotten(epoch: EpochFacts, state: MemberState): Witness[] {
  if (state.line.read !== 'linearizable') return [];
  const { acknowledged, revisions } = epoch.ledger;
  const lost = acknowledged.filter((op, i) => {
    return (revisions[i] as number) > state.revision && (op.ret ?? Infinity) < state.line.at;
  });
  const [first] = lost;
  if (first === undefined) return [];
  const found = `revision ${state.revision} in a linearizable read of ${state.member}`;
  return [
    {
      why: `${lost.length} acknowledged writes are newer than the final state`,
      observed: [
        ['acknowledged', describeOp(first)],
        ['found', `${found} at ${at(state.line.at)}`],
      ],
      operations: [first.id],
      legal: `a revision of at least ${first.res?.rev}`,
    },
  ];
}
