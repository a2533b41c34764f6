import { toMillis, type Duration } from '../core/duration.ts';
import { atLeast } from './version.ts';

/** One member as its flags describe it. URLs with scheme; several are separated by commas. */
export interface MemberDescription {
  readonly name: string;
  readonly dataDir: string;
  readonly listenClientUrl: string;
  readonly advertiseClientUrl: string;
  readonly listenPeerUrl: string;
  readonly advertisePeerUrl: string;
  /** `m1=http://…,m2=http://…`; read by etcd only while its data dir is empty. */
  readonly initialCluster: string;
  readonly initialClusterToken: string;
  readonly initialClusterState: 'new' | 'existing';
  readonly heartbeat: Duration;
  readonly election: Duration;
  /** 0 = etcd's default of 2 GiB. */
  readonly quotaBackendBytes?: number;
  /** Entries between two raft snapshots; absent = the version's default. */
  readonly snapshotCount?: number;
  /** Compares hashes with the peers before serving and at each compaction; off, as in etcd. */
  readonly corruptionChecks?: boolean;
  /** For one start on a survivor's data dir; never on a learner's: etcd panics. */
  readonly forceNewCluster?: boolean;
  /** Appended as they are, so that they win. */
  readonly extraFlags?: readonly string[];
}

/**
 * The flags of etcd 3.4 to 3.7 for a member, in a stable order. Pure; tried by starting each
 * version. Logs go to stderr as JSON; the detailed metrics stay off, because they cost and nobody
 * reads them.
 */
export function etcdFlags(member: MemberDescription, version: string): string[] {
  return [
    ...flag('name', member.name),
    ...flag('data-dir', member.dataDir),
    ...flag('listen-client-urls', member.listenClientUrl),
    ...flag('advertise-client-urls', member.advertiseClientUrl),
    ...flag('listen-peer-urls', member.listenPeerUrl),
    ...flag('initial-advertise-peer-urls', member.advertisePeerUrl),
    ...flag('initial-cluster', member.initialCluster),
    ...flag('initial-cluster-token', member.initialClusterToken),
    ...flag('initial-cluster-state', member.initialClusterState),
    ...flag('heartbeat-interval', toMillis(member.heartbeat)),
    ...flag('election-timeout', toMillis(member.election)),
    ...(member.quotaBackendBytes ? flag('quota-backend-bytes', member.quotaBackendBytes) : []),
    ...(member.snapshotCount === undefined ? [] : flag('snapshot-count', member.snapshotCount)),
    ...flag('metrics', 'basic'),
    // 3.4 writes another format unless told; from 3.5 on zap is the only one and stays a flag.
    ...flag('logger', 'zap'),
    ...flag('log-outputs', 'stderr'),
    ...(member.corruptionChecks === true ? corruptionCheckFlags(version) : []),
    ...(member.forceNewCluster === true ? ['--force-new-cluster'] : []),
    ...(member.extraFlags ?? []),
  ];
}

/**
 * Before 3.6 each check has a flag of its own, and the one at compaction came with 3.5.5; from 3.6
 * on they are feature gates, and 3.7 refuses the old flags.
 */
function corruptionCheckFlags(version: string): string[] {
  if (atLeast(version, '3.6.0')) {
    return flag('feature-gates', 'InitialCorruptCheck=true,CompactHashCheck=true');
  }
  const atCompaction = atLeast(version, '3.5.5')
    ? ['--experimental-compact-hash-check-enabled']
    : [];
  return ['--experimental-initial-corrupt-check', ...atCompaction];
}

const flag = (name: string, value: string | number): string[] => [`--${name}=${value}`];
