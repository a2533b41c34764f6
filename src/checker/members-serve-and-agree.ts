import type { Witness } from '../core/check-result.ts';
import { byteString, sameBytes } from '../history/byte-string.ts';
import { showKey } from '../history/show-bytes.ts';
import type { KeyValue } from '../history/types.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import { describeKv } from './describe.ts';
import type { EpochFacts, MemberState } from './facts.ts';

/** Every member answers at the end, and all give the same key space. */
export const membersServeAndAgree: Check = {
  name: 'members-serve-and-agree',
  guarantee: 'Every member serves, and all members give the same key space at the same revision.',
  source: `${API_GUARANTEES}#strict-serializability`,
  how:
    'The final states of the members, compared key by key at equal revisions. Unknown when a ' +
    'member was not read, or when no two members were read at one revision.',
  applies: (facts) => facts.isDrill,
  judge(facts) {
    const examined = { members: 0, states: 0, compared: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const epoch of facts.epochs) {
      if (epoch.finals.length === 0) continue;
      const read = new Set(epoch.finals.map((state) => state.member));
      examined.members += read.size;
      examined.states += epoch.finals.length;
      for (const name of expectedMembers(epoch)) {
        if (!read.has(name)) doubts.push(`${name} was not read in epoch ${epoch.n}`);
      }
      const groups = Object.values(Object.groupBy(epoch.finals, (state) => String(state.revision)));
      for (const group of groups as MemberState[][]) {
        const [first, ...rest] = group as [MemberState, ...MemberState[]];
        const others = rest.filter((state) => state !== first);
        if (others.length > 0) examined.compared += others.length + 1;
        witnesses.push(...others.flatMap((other) => differing(first, other)));
      }
      if (groups.length > 1 && read.size > 1) {
        const all = epoch.finals.map((state) => `${state.member} ${state.revision}`);
        const apart = [...read].filter((m) => !together(epoch, m));
        if (apart.length > 0)
          doubts.push(`members were read at different revisions: ${all.join(', ')}`);
      }
    }
    if (examined.states === 0) doubts.push('no final state was read');
    const holds = `${examined.members} members, ${examined.states} final states`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

/** Voters by the members' own lists; without lists, whoever was read. */
function expectedMembers(epoch: EpochFacts): Set<string> {
  const listed = epoch.finals.flatMap((state) => state.line.members ?? []);
  return new Set(listed.filter((member) => !member.learner).map((member) => member.name));
}

/** Whether the member was read at a revision at which another one was read too. */
function together(epoch: EpochFacts, member: string): boolean {
  const own = new Set(epoch.finals.filter((s) => s.member === member).map((s) => s.revision));
  return epoch.finals.some((state) => state.member !== member && own.has(state.revision));
}

function differing(a: MemberState, b: MemberState): Witness[] {
  const theirs = new Map(b.kvs.map((kv) => [byteString(kv.key), kv]));
  for (const kv of a.kvs) {
    const key = byteString(kv.key);
    const other = theirs.get(key);
    theirs.delete(key);
    if (other === undefined || !sameKv(kv, other)) return [disagree(a, kv, b, other)];
  }
  const extra = theirs.values().next().value;
  return extra === undefined ? [] : [disagree(a, undefined, b, extra)];
}

const sameKv = (a: KeyValue, b: KeyValue): boolean =>
  a.mod === b.mod &&
  a.create === b.create &&
  a.version === b.version &&
  a.lease === b.lease &&
  sameBytes(a.value, b.value);

function disagree(
  a: MemberState,
  mine: KeyValue | undefined,
  b: MemberState,
  theirs: KeyValue | undefined,
): Witness {
  const show = (kv: KeyValue | undefined): string =>
    kv === undefined ? 'no such key' : describeKv(kv);
  const key = showKey(byteString(((mine ?? theirs) as KeyValue).key));
  return {
    why: `${a.member} and ${b.member} differ in ${key} at revision ${a.revision}`,
    observed: [
      [`${a.member} (${a.line.read})`, show(mine)],
      [`${b.member} (${b.line.read})`, show(theirs)],
    ],
    operations: [],
    legal: 'the same key space',
  };
}
