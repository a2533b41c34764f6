import { eventually } from '../../core/eventually.ts';
import { callFailed } from '../../etcd/ask.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenServing } from '../proven-serving.ts';
import { compactedAt, compactOnce, openCompactor } from './compactor.ts';

export interface Compact {
  /** How many of the newest revisions are kept; 0 = right up to the newest. */
  readonly behind: number;
}

const asked = new WeakMap<FaultWorld['heal'], bigint>();

export const compact = defineFault<Compact>({
  name: 'compact',
  subject: 'operator',
  summary: 'Compacts the history: whoever asks for an older revision is told that it is gone.',
  params: { behind: 'how many of the newest revisions are kept' },
  heals: 'nothing can be healed: what is compacted is gone, and the rest is served',
  proof: {
    bite: 'a read below the compaction is refused as compacted, and HashKV tells the compaction',
    end: 'the member serves',
  },
  plan: ({ behind }) => ({ behind }),
  async inject(world, { behind }) {
    for (const member of world.targets) {
      asked.set(world.heal, await compactedBy(member, world, behind));
    }
  },
  async proveBiting(world) {
    const revision = asked.get(world.heal) ?? 0n;
    const { proveWithin: within, signal, targets } = world;
    const looks = targets.map((member) =>
      eventually(
        `${member.name} is compacted at ${revision}`,
        () => compactedAt(member, world, revision),
        { within, signal },
      ),
    );
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: provenServing,
});

/** @returns the revision. @throws {DoomsdayError} also where etcd refuses: nothing was harmed. */
async function compactedBy(member: Member, world: FaultWorld, behind: number): Promise<bigint> {
  const compactor = openCompactor(member, world);
  try {
    const { revision, refusal } = await eventually(
      'something to compact',
      () => compactOnce(compactor, behind),
      { within: world.proveWithin, signal: world.signal },
    );
    if (refusal === undefined) return revision;
    const endpoint = await member.machine.endpoint('client');
    throw callFailed(endpoint, `compact up to ${revision}`, refusal);
  } finally {
    compactor.close();
  }
}
