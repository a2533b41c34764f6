import type { Witness } from '../core/check-result.ts';
import type { EpochLine, OpLine } from '../history/types.ts';
import { at, describeOp } from './describe.ts';
import { RECOVERY, conclude, type Check } from './check.ts';
import type { EpochFacts, Facts } from './facts.ts';

/** The old cluster is dead once the new one serves: no zombie, no split brain. */
export const oneCluster: Check = {
  name: 'one-cluster',
  guarantee:
    'Once the restored cluster serves, nothing that is called from then on is acknowledged by ' +
    'the ' +
    'old one.',
  source: RECOVERY,
  how:
    'Cluster ids in the headers of operations called after the first answer of the new epoch. ' +
    'Unknown when an epoch has no answers, or both epochs carry the same cluster id.',
  applies: (facts) =>
    facts.restores.length > 0 && facts.record.ops.some((op) => op.hdr !== undefined),
  judge(facts) {
    const examined = { restores: 0, operations: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const { old, line, fresh } of facts.restores) {
      const first = firstAnswer(fresh);
      const oldId = line.clusterIds?.old ?? idOf(old);
      const newId = line.clusterIds?.new ?? idOf(fresh);
      if (first === undefined || newId === undefined) {
        doubts.push(`epoch ${fresh.n} answered nothing`);
        continue;
      }
      if (oldId === undefined || oldId === newId) {
        doubts.push(`the cluster ids do not tell epoch ${old.n} from epoch ${fresh.n}`);
        continue;
      }
      examined.restores += 1;
      const late = calledAfter(facts, first.ret as number);
      examined.operations += late.length;
      const zombies = late.filter((op) => op.hdr?.cluster === oldId);
      witnesses.push(...zombies.map((op) => witness(op, first, line)));
    }
    if (facts.restores.length === 0) doubts.push('nothing was restored');
    const holds = `${examined.operations} operations after the restore, none of the old cluster`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

function firstAnswer(epoch: EpochFacts): OpLine | undefined {
  let first: OpLine | undefined;
  for (const op of epoch.ops) {
    if (op.outcome !== 'ok' || op.ret === null) continue;
    if (first === undefined || op.ret < (first.ret as number)) first = op;
  }
  return first;
}

const idOf = (epoch: EpochFacts): string | undefined =>
  epoch.ops.find((op) => op.outcome === 'ok' && op.hdr !== undefined)?.hdr?.cluster;

const calledAfter = (facts: Facts, time: number): OpLine[] =>
  facts.record.ops.filter((op) => op.outcome === 'ok' && op.call > time);

const witness = (zombie: OpLine, first: OpLine, line: EpochLine): Witness => ({
  why: 'the old cluster acknowledges although the new one serves',
  observed: [
    ['new epoch', `${line.cause} at ${at(line.at)}`],
    ['new cluster', `${describeOp(first)}, cluster ${first.hdr?.cluster ?? '?'}`],
    ['old cluster', `${describeOp(zombie)}, cluster ${zombie.hdr?.cluster ?? '?'}`],
  ],
  operations: [first.id, zombie.id],
  legal: 'an error, or silence',
});
