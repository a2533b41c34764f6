import { seconds } from '../core/duration.ts';
import { alarms } from '../etcd/cluster-facts.ts';
import { hashKv } from '../etcd/hash-kv.ts';
import { memberStatus } from '../etcd/member-status.ts';
import type { Cluster } from './cluster.ts';

const WITHIN = seconds(2);

/**
 * The hash that all members share at one revision that all have applied, when they serve one
 * cluster and no alarm is raised. The hash alone does not tell: an empty member of its own cluster
 * shares that of revision 1 with everybody.
 * @throws what differs.
 */
export async function sameHash(cluster: Pick<Cluster, 'members'>): Promise<string> {
  const endpoints = await Promise.all(cluster.members.map((m) => m.machine.endpoint('client')));
  const states = await Promise.all(endpoints.map((e) => memberStatus(e, WITHIN)));
  const clusters = new Set(states.map((s) => s.cluster));
  if (clusters.size > 1) throw new Error(`they serve clusters ${[...clusters].join(', ')}`);
  const lowest = states.map((s) => BigInt(s.revision)).reduce((a, b) => (a < b ? a : b));
  const hashes = await Promise.all(endpoints.map((e) => hashKv(e, String(lowest), WITHIN)));
  const raised = await Promise.all(endpoints.map((e) => alarms(e, WITHIN)));
  const said = new Set(hashes.map((h) => `${h.hash} (compacted at ${h.compactRevision})`));
  const [hash] = said;
  if (raised.flat().length > 0) throw new Error(`alarms: ${raised.flat().join(', ')}`);
  if (said.size !== 1 || hash === undefined)
    throw new Error(`at ${lowest}: ${[...said].join(', ')}`);
  return hash;
}
