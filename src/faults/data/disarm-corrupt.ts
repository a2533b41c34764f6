import type { Cluster } from '../../cluster/cluster.ts';
import { withAdmin } from '../../cluster/rejoin.ts';

/**
 * Takes the CORRUPT alarm off, as its runbook says once the member was replaced: until then etcd
 * refuses every write. Source: https://etcd.io/docs/v3.6/op-guide/data_corruption/
 */
export async function disarmCorrupt(cluster: Cluster): Promise<void> {
  await withAdmin(cluster, undefined, async (admin) => {
    for (const alarm of await admin.alarms()) {
      if (alarm.kind === 'CORRUPT') await admin.disarm(alarm);
    }
  });
}
