import type { Witness } from '../core/check-result.ts';
import type { OpLine } from '../history/types.ts';
import { describeOp } from './describe.ts';
import { conclude, type Check } from './check.ts';
import type { OpColumns } from './columns/op-columns.ts';
import type { EpochFacts } from './facts.ts';

/** The identity of the cluster is fixed within an epoch, and a member's raft term only grows. */
export const idsAndTerms: Check = {
  name: 'ids-and-terms',
  guarantee:
    'The cluster id never changes within an epoch; the raft term of a member never goes back.',
  source: 'https://etcd.io/docs/v3.6/learning/api/#response-header',
  how:
    'The headers of all answers: one cluster id for each epoch, and for each member no ' +
    'smaller term ' +
    'in an operation called after a larger one had been answered. Unknown without headers.',
  applies: (facts) => facts.record.ops.some((op) => op.hdr !== undefined),
  judge(facts) {
    const examined = { headers: 0 };
    const witnesses: Witness[] = [];
    for (const epoch of facts.epochs) {
      const found = walk(epoch);
      examined.headers += found.headers;
      witnesses.push(...found.witnesses);
    }
    const doubts = examined.headers === 0 ? ['no answer carried a header'] : [];
    return conclude({ examined, witnesses, doubts, holds: `${examined.headers} headers agree` });
  },
};

/** The answers with one header, which names the member and its term. */
interface TermSeen {
  readonly term: number;
  /** The earliest of them. */
  first: number;
}

function walk({ ops, columns }: EpochFacts): { headers: number; witnesses: Witness[] } {
  const { headerIds, seen, calls, rets } = columns;
  const witnesses: Witness[] = [];
  const found = (why: string, before: number, after: number): void => {
    witnesses.push(changed(why, ops[before] as OpLine, ops[after] as OpLine));
  };
  const known: (TermSeen | undefined)[] = seen.all.map(() => undefined);
  /** Per header: the others of the same member. */
  const others = seen.all.map(({ member }) =>
    seen.all.flatMap((other, id) => (other.member === member ? [id] : [])),
  );
  let headers = 0;
  let home = -1;
  for (let i = 0; i < headerIds.length && witnesses.length < MOST; i++) {
    const id = headerIds[i] as number;
    const ret = rets[i] as number;
    if (id < 0 || ret === Infinity) continue;
    headers += 1;
    if (home < 0) home = i;
    if (clusterOf(columns, home) !== clusterOf(columns, i)) {
      found('the cluster id changed within an epoch', home, i);
      home = i;
    }
    const own = (known[id] ??= { term: Number(seen.all[id]?.term), first: i });
    if (ret < (rets[own.first] as number)) own.first = i;
    for (const other of others[id] as number[]) {
      const later = known[other];
      if (later === undefined || later.term <= own.term) continue;
      if ((rets[later.first] as number) < (calls[i] as number)) {
        found('a raft term went back', later.first, i);
        break;
      }
    }
  }
  return { headers, witnesses };
}

/** More witnesses than this say nothing new. */
const MOST = 100;

const clusterOf = ({ headerIds, seen }: OpColumns, i: number): string | undefined =>
  seen.all[headerIds[i] as number]?.cluster;

const changed = (why: string, before: OpLine, after: OpLine): Witness => ({
  why,
  observed: [
    ['first', `${describeOp(before)}; ${header(before)}`],
    ['then', `${describeOp(after)}; ${header(after)}`],
  ],
  operations: [before.id, after.id],
});

const header = ({ hdr }: OpLine): string =>
  `cluster ${hdr?.cluster}, member ${hdr?.member}, term ${hdr?.term}`;
