import { millis } from '../core/duration.ts';
import type { EtcdEndpoint } from '../etcd/connection.ts';
import { fetchMetrics, memberMetrics } from '../etcd/metrics.ts';
import type { SampleLine } from '../history/types.ts';
import { memberStatus, type MemberStatus } from '../etcd/member-status.ts';
import type { Cluster } from './cluster.ts';
import type { Member } from './member.ts';

/** What one look at a member showed. */
export interface MemberView {
  readonly member: Member;
  readonly sample: Omit<SampleLine, 't' | 'at'>;
}

const QUICK = millis(250);

/**
 * Asks the member itself for its status. No answer in time counts as not up: a member that cannot
 * say who leads is of no use to clients either.
 */
export async function observeMember(
  member: Member,
  cluster: Cluster,
  { withCounters = false }: { withCounters?: boolean } = {},
): Promise<MemberView> {
  const { name, machine } = member;
  if (machine.state !== 'running') return { member, sample: { member: name, up: false } };
  try {
    const endpoint = await machine.endpoint('client');
    const [status, counters] = await Promise.all([
      memberStatus(endpoint, QUICK),
      withCounters ? countersOf(endpoint) : {},
    ]);
    learnId(cluster, status.member, name);
    return { member, sample: { member: name, up: true, ...facts(status, cluster), ...counters } };
  } catch {
    return { member, sample: { member: name, up: false } };
  }
}

/** etcd's own counts of elections and lost proposals; each costs a scrape of some 100 kB. */
async function countersOf(
  endpoint: EtcdEndpoint,
): Promise<Pick<SampleLine, 'leaderChanges' | 'proposalsFailed'>> {
  const metrics = await fetchMetrics(endpoint, { within: QUICK });
  const { leaderChanges, proposalsFailed } = memberMetrics(metrics);
  return {
    ...(leaderChanges === undefined ? {} : { leaderChanges }),
    ...(proposalsFailed === undefined ? {} : { proposalsFailed }),
  };
}

const ids = new WeakMap<Cluster, Map<string, string>>();

/** Member ids are learnt from the answers: each status says who answers and who leads. */
function facts(
  status: MemberStatus,
  cluster: Cluster,
): Omit<SampleLine, 't' | 'at' | 'member' | 'up'> {
  const { term, revision, dbSize, leader } = status;
  const name = nameOf(leader, cluster);
  return { term, revision, dbSize, ...(name === undefined ? {} : { leader: name }) };
}

/** Remembers which id a member answered with. */
function learnId(cluster: Cluster, id: string, name: string): void {
  const known = ids.get(cluster) ?? new Map<string, string>();
  ids.set(cluster, known.set(id, name));
}

const nameOf = (id: string, cluster: Cluster): string | undefined => ids.get(cluster)?.get(id);

/** The newest revision that the member itself has applied. */
export async function appliedRevision({ machine }: Member): Promise<bigint> {
  const { revision } = await memberStatus(await machine.endpoint('client'), QUICK);
  return BigInt(revision);
}
