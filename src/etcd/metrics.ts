import { isIPv6 } from 'node:net';
import { deadline } from '../core/deadline.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { httpText } from '../core/http-text.ts';
import type { EtcdEndpoint } from './connect.ts';
import { parseMetrics, quantile, total, type Metrics } from './parse-metrics.ts';

/**
 * A member's /metrics. Needs no quorum. A member whose disk stalls mostly answers: it waits where a
 * commit holds what tells the revision (docs/findings.md).
 * @throws {DoomsdayError} METRICS_UNREADABLE without a good answer in time.
 */
export async function fetchMetrics(
  { host, port }: EtcdEndpoint,
  { within }: { within: Duration },
): Promise<Metrics> {
  try {
    return parseMetrics(await textOf({ host, port, path: '/metrics' }, within));
  } catch (cause) {
    const observed = cause instanceof Error ? cause.message : String(cause);
    throw new DoomsdayError({
      code: 'METRICS_UNREADABLE',
      message: `no metrics from http://${isIPv6(host) ? `[${host}]` : host}:${port}/metrics`,
      observed,
      cause,
    });
  }
}

async function textOf(at: EtcdEndpoint & { path: string }, within: Duration): Promise<string> {
  const late = (): Error => new Error(`no answer within ${formatDuration(within)}`);
  const { status, text } = await deadline(within, late, (signal) =>
    httpText({ ...at, agent: false, signal }),
  );
  if (status === 200) return text;
  throw new Error(`HTTP status ${status}`);
}

/** The metrics that a storm or a slow disk is judged by. Absent = this member does not have it. */
export interface MemberMetrics {
  /** Seen by this member since its start. */
  readonly leaderChanges: number | undefined;
  readonly hasLeader: boolean | undefined;
  readonly isLeader: boolean | undefined;
  readonly proposalsCommitted: number | undefined;
  readonly proposalsApplied: number | undefined;
  readonly proposalsPending: number | undefined;
  readonly proposalsFailed: number | undefined;
  readonly dbBytes: number | undefined;
  readonly dbBytesInUse: number | undefined;
  readonly quotaBytes: number | undefined;
  /** Seconds, over the member's whole life; estimated from the histogram's buckets. */
  readonly walFsyncP99: number | undefined;
  readonly backendCommitP99: number | undefined;
  /** The slowest peer's, in seconds. */
  readonly peerRoundTripP99: number | undefined;
}

/** Picks them out of a member's metrics. Names are those of etcd 3.4 to 3.7. */
export function memberMetrics(metrics: Metrics): MemberMetrics {
  const sum = (name: string): number | undefined => total(metrics, name);
  return {
    leaderChanges: sum('etcd_server_leader_changes_seen_total'),
    hasLeader: truth(metrics, 'etcd_server_has_leader'),
    isLeader: saysItLeads(metrics),
    proposalsCommitted: sum('etcd_server_proposals_committed_total'),
    proposalsApplied: sum('etcd_server_proposals_applied_total'),
    proposalsPending: sum('etcd_server_proposals_pending'),
    proposalsFailed: sum('etcd_server_proposals_failed_total'),
    dbBytes: sum('etcd_mvcc_db_total_size_in_bytes'),
    dbBytesInUse: sum('etcd_mvcc_db_total_size_in_use_in_bytes'),
    quotaBytes: sum('etcd_server_quota_backend_bytes'),
    walFsyncP99: quantile(metrics, 'etcd_disk_wal_fsync_duration_seconds', 0.99),
    backendCommitP99: quantile(metrics, 'etcd_disk_backend_commit_duration_seconds', 0.99),
    peerRoundTripP99: slowestPeer(metrics),
  };
}

/** Whether a member says that it leads; undefined where it does not say. */
export const saysItLeads = (metrics: Metrics): boolean | undefined =>
  truth(metrics, 'etcd_server_is_leader');

function truth(metrics: Metrics, name: string): boolean | undefined {
  const value = total(metrics, name);
  return value === undefined ? undefined : value > 0;
}

const PEER_RTT = 'etcd_network_peer_round_trip_time_seconds';

function slowestPeer(metrics: Metrics): number | undefined {
  const buckets = metrics.get(`${PEER_RTT}_bucket`) ?? [];
  const peers = Map.groupBy(buckets, ({ labels }) => labels['To']);
  const slowest = [...peers.values()].map((samples) =>
    quantile(new Map([[`${PEER_RTT}_bucket`, samples]]), PEER_RTT, 0.99),
  );
  return slowest.reduce((a, b) => (a === undefined || (b ?? 0) > a ? b : a), undefined);
}
