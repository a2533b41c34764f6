import type { Metrics } from './parse-metrics.ts';
import { byPeer } from './peer-traffic.ts';

/**
 * Snapshots of its db that a member sent to others since its start, by the other's id in hex: those
 * that were taken, and those that broke off.
 * Source: etcd server/etcdserver/api/rafthttp/metrics.go; names are those of etcd 3.4 to 3.7.
 */
export interface SnapshotTransfers {
  readonly sent: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
}

export const snapshotTransfers = (metrics: Metrics): SnapshotTransfers => ({
  sent: byPeer(metrics, 'etcd_network_snapshot_send_success', 'To'),
  failed: byPeer(metrics, 'etcd_network_snapshot_send_failures', 'To'),
});
