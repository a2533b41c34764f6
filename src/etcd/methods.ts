import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';
import type {
  WireAlarmAnswer,
  WireAlarmRequest,
  WireAuthStatusAnswer,
  WireStatusAnswer,
  WireAnswer,
  WireDeleteAnswer,
  WireDeleteRequest,
  WireHashKvAnswer,
  WireLeaseAnswer,
  WireLeasesAnswer,
  WireNames,
  WirePutRequest,
  WireRangeAnswer,
  WireRangeRequest,
  WireRoleAnswer,
  WireTimeToLiveAnswer,
  WireToken,
  WireTxnAnswer,
  WireTxnRequest,
  WireWatchAnswer,
  WireWatchRequest,
} from './wire.ts';

/** One method of etcd's gRPC services, resolved once: no look-up by name per call. */
export type Method<Req, Res> = MethodDefinition<Req, Res>;

const folder = fileURLToPath(new URL('./proto', import.meta.url));

// Loaded once per process, about 20 ms. Strings for 64-bit numbers: JavaScript's numbers lose
// digits above 2^53, and revisions after a bump come close.
const definitions = loadSync(
  ['kv', 'watch', 'lease', 'maintenance', 'auth', 'health'].map(
    (name) => `${folder}/${name}.proto`,
  ),
  { keepCase: true, longs: String, includeDirs: [folder] },
);

function method<Req, Res>(service: string, name: string, from = 'etcdserverpb'): Method<Req, Res> {
  const found = (definitions[`${from}.${service}`] as ServiceDefinition)[name];
  return found as unknown as Method<Req, Res>;
}

export const KV = {
  range: method<WireRangeRequest, WireRangeAnswer>('KV', 'Range'),
  put: method<WirePutRequest, WireAnswer>('KV', 'Put'),
  deleteRange: method<WireDeleteRequest, WireDeleteAnswer>('KV', 'DeleteRange'),
  txn: method<WireTxnRequest, WireTxnAnswer>('KV', 'Txn'),
  compact: method<{ revision: string; physical?: boolean }, WireAnswer>('KV', 'Compact'),
};

export const LEASE = {
  grant: method<{ TTL: string; ID: string }, WireLeaseAnswer>('Lease', 'LeaseGrant'),
  revoke: method<{ ID: string }, WireAnswer>('Lease', 'LeaseRevoke'),
  keepAlive: method<{ ID: string }, WireLeaseAnswer>('Lease', 'LeaseKeepAlive'),
  timeToLive: method<{ ID: string; keys: boolean }, WireTimeToLiveAnswer>(
    'Lease',
    'LeaseTimeToLive',
  ),
  leases: method<Record<string, never>, WireLeasesAnswer>('Lease', 'LeaseLeases'),
};

export const WATCH = { watch: method<WireWatchRequest, WireWatchAnswer>('Watch', 'Watch') };

export const MAINTENANCE = {
  hashKv: method<{ revision: string }, WireHashKvAnswer>('Maintenance', 'HashKV'),
  status: method<Record<string, never>, WireStatusAnswer>('Maintenance', 'Status'),
  alarm: method<WireAlarmRequest, WireAlarmAnswer>('Maintenance', 'Alarm'),
};

export const AUTH = {
  authenticate: method<{ name: string; password: string }, WireToken>('Auth', 'Authenticate'),
  status: method<Record<string, never>, WireAuthStatusAnswer>('Auth', 'AuthStatus'),
  users: method<Record<string, never>, WireNames>('Auth', 'UserList'),
  user: method<{ name: string }, WireNames>('Auth', 'UserGet'),
  roles: method<Record<string, never>, WireNames>('Auth', 'RoleList'),
  role: method<{ role: string }, WireRoleAnswer>('Auth', 'RoleGet'),
};

/** Answered by the gRPC server itself: it waits for no quorum and no disk. Source: tried on 3.7.1. */
export const HEALTH = {
  check: method<Record<string, never>, object>('Health', 'Check', 'grpc.health.v1'),
};
