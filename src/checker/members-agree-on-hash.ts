import type { Witness } from '../core/check-result.ts';
import { at } from './describe.ts';
import { conclude, type Check } from './check.ts';
import type { MemberState } from './facts.ts';

/** HashKV, etcd's own corruption detector, taken of every member at the end. */
export const membersAgreeOnHash: Check = {
  name: 'members-agree-on-hash',
  guarantee:
    'All members hold the same history: equal HashKV at equal revision and compact revision.',
  source: 'https://etcd.io/docs/v3.6/op-guide/data_corruption/',
  how:
    'HashKV of the final states, compared only where revision and compact revision are equal, ' +
    'because the hash depends on both. Unknown when no two members can be compared, unless the ' +
    'cluster has only one.',
  applies: (facts) => facts.isDrill,
  judge(facts) {
    const examined = { hashes: 0, compared: 0 };
    const witnesses: Witness[] = [];
    for (const epoch of facts.epochs) {
      const groups = new Map<string, MemberState[]>();
      for (const state of epoch.finals) {
        const { hashKv } = state.line;
        if (hashKv === undefined) continue;
        examined.hashes += 1;
        const where = `${hashKv.revision} ${hashKv.compactRevision}`;
        groups.set(where, [...(groups.get(where) ?? []), state]);
      }
      for (const group of groups.values()) {
        if (new Set(group.map((state) => state.member)).size < 2) continue;
        examined.compared += group.length;
        witnesses.push(...differing(group));
      }
    }
    const alone = facts.epochs.every((epoch) => epoch.finals.every(isAlone));
    const doubts =
      examined.compared === 0 && !(alone && examined.hashes > 0)
        ? ['no two members were hashed at the same revision and compact revision']
        : [];
    const holds = alone
      ? 'a single member has nobody to disagree with'
      : `${examined.compared} hashes agree`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

/** Whether the member itself said that it is the only one. */
const isAlone = ({ line }: MemberState): boolean => line.members?.length === 1;

function differing(group: readonly MemberState[]): Witness[] {
  const [first] = group;
  const other = group.find((state) => state.line.hashKv?.hash !== first?.line.hashKv?.hash);
  if (first === undefined || other === undefined) return [];
  const show = (state: MemberState): [string, string] => {
    const { hash, revision, compactRevision } = state.line.hashKv as {
      hash: string;
      revision: string;
      compactRevision: string;
    };
    const where = `revision ${revision}, compacted at ${compactRevision}, ${at(state.line.at)}`;
    return [state.member, `hash ${hash} (${where})`];
  };
  return [
    {
      why: `${first.member} and ${other.member} hold different histories`,
      observed: [show(first), show(other)],
      operations: [],
      legal: 'equal hashes',
    },
  ];
}
