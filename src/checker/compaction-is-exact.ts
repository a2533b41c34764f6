import type { Witness } from '../core/check-result.ts';
import { isSerializable } from '../history/effects.ts';
import type { OpLine } from '../history/types.ts';
import { describeOp } from './describe.ts';
import { conclude, type Check } from './check.ts';
import type { EpochFacts } from './facts.ts';

/** What is compacted is gone for everybody, and nothing else is. */
export const compactionIsExact: Check = {
  name: 'compaction-is-exact',
  guarantee:
    'After a compaction at a revision, reads below it fail as compacted; reads at or above do not.',
  source:
    'https://etcd.io/docs/v3.6/op-guide/maintenance/#history-compaction-v3-api-key-value-database',
  how:
    'Linearizable reads at explicit revisions against the answered and possible compactions. A ' +
    'refusal as compacted that no recorded compaction explains is a doubt: etcd may compact ' +
    'by itself.',
  applies: (facts) => facts.epochs.some((epoch) => compactsOf(epoch).length > 0),
  judge(facts) {
    const examined = { compactions: 0, reads: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const epoch of facts.epochs) {
      const compacts = compactsOf(epoch);
      examined.compactions += compacts.length;
      if (compacts.length === 0) continue;
      for (const i of epoch.columns.explicit) {
        const op = epoch.ops[i] as OpLine;
        const asked = askedOf(op);
        examined.reads += 1;
        const done = compacts.find((c) => isDoneBefore(c, op) && revisionOf(c) > asked);
        if (op.outcome === 'ok' && done !== undefined && !isSerializable(op.req)) {
          witnesses.push(readBehind(done, op));
        }
        if (!isCompacted(op) || mayExplain(epoch, compacts, op, asked)) continue;
        doubts.push(`operation ${op.id} was refused as compacted, and nobody in the record did it`);
      }
    }
    if (examined.compactions === 0) doubts.push('nothing was compacted');
    const holds = `${examined.compactions} compactions, ${examined.reads} reads of old revisions`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

/** Compactions that may have happened. */
const compactsOf = ({ ops, columns }: EpochFacts): OpLine[] =>
  columns.compacts.map((i) => ops[i] as OpLine).filter((op) => op.outcome !== 'fail');

const revisionOf = (op: OpLine): number => (op.req.op === 'compact' ? Number(op.req.rev) : 0);

const isDoneBefore = (compact: OpLine, op: OpLine): boolean =>
  compact.outcome === 'ok' && (compact.ret ?? Infinity) < op.call;

const isCompacted = (op: OpLine): boolean =>
  op.outcome === 'fail' && (op.err?.message.includes('has been compacted') ?? false);

const askedOf = ({ req }: OpLine): number =>
  (req.op === 'get' || req.op === 'range') && req.rev !== undefined ? Number(req.rev) : 0;

function mayExplain(
  { initial }: EpochFacts,
  compacts: readonly OpLine[],
  op: OpLine,
  asked: number,
): boolean {
  if (initial === undefined || initial.compactRevision > asked) return true;
  return compacts.some((c) => c.call <= (op.ret ?? Infinity) && revisionOf(c) > asked);
}

const readBehind = (compact: OpLine, read: OpLine): Witness => ({
  why: 'a read behind the compaction was answered',
  observed: [
    ['compacted', describeOp(compact)],
    ['answered', describeOp(read)],
  ],
  operations: [compact.id, read.id],
  legal: 'mvcc: required revision has been compacted',
});
