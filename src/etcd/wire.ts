/**
 * etcd's messages as proto-loader gives and takes them: 64-bit numbers as decimal strings, bytes as
 * Buffers. Fields at their default value are absent from answers (proto3 does not send them).
 */
export interface WireHeader {
  cluster_id?: string;
  member_id?: string;
  revision?: string;
  raft_term?: string;
}

export interface WireKeyValue {
  key?: Buffer;
  value?: Buffer;
  create_revision?: string;
  mod_revision?: string;
  version?: string;
  lease?: string;
}

export interface WireEvent {
  type?: number;
  kv?: WireKeyValue;
  prev_kv?: WireKeyValue;
}

/** Every answer begins with a header. */
export interface WireAnswer {
  header?: WireHeader;
}

export interface WireRangeRequest {
  key: Buffer;
  range_end?: Buffer;
  limit?: number;
  revision?: string;
  serializable?: boolean;
}

export interface WireRangeAnswer extends WireAnswer {
  kvs?: WireKeyValue[];
  more?: boolean;
  count?: string;
}

export interface WirePutRequest {
  key: Buffer;
  value: Buffer;
  lease?: string;
}

export interface WireDeleteRequest {
  key: Buffer;
  range_end?: Buffer;
}

export interface WireDeleteAnswer extends WireAnswer {
  deleted?: string;
}

export interface WireRequestOp {
  request_range?: WireRangeRequest;
  request_put?: WirePutRequest;
  request_delete_range?: WireDeleteRequest;
}

export interface WireResponseOp {
  response_range?: WireRangeAnswer;
  response_put?: WireAnswer;
  response_delete_range?: WireDeleteAnswer;
}

export interface WireCompare {
  result: number;
  target: number;
  key: Buffer;
  version?: string;
  create_revision?: string;
  mod_revision?: string;
  value?: Buffer;
  lease?: string;
}

export interface WireTxnRequest {
  compare: WireCompare[];
  success: WireRequestOp[];
  failure: WireRequestOp[];
}

export interface WireTxnAnswer extends WireAnswer {
  succeeded?: boolean;
  responses?: WireResponseOp[];
}

export interface WireLeaseAnswer extends WireAnswer {
  ID?: string;
  TTL?: string;
}

export interface WireWatchCreate {
  key: Buffer;
  range_end?: Buffer;
  start_revision?: string;
  progress_notify?: boolean;
  filters?: number[];
  prev_kv?: boolean;
  fragment?: boolean;
}

export interface WireWatchRequest {
  create_request?: WireWatchCreate;
  cancel_request?: { watch_id: string };
  progress_request?: Record<string, never>;
}

export interface WireWatchAnswer extends WireAnswer {
  watch_id?: string;
  created?: boolean;
  canceled?: boolean;
  compact_revision?: string;
  cancel_reason?: string;
  fragment?: boolean;
  events?: WireEvent[];
}

export interface WireHashKvAnswer extends WireAnswer {
  hash?: number;
  compact_revision?: string;
  hash_revision?: string;
}

export interface WireLeasesAnswer extends WireAnswer {
  leases?: { ID?: string }[];
}

export interface WireStatusAnswer extends WireAnswer {
  version?: string;
  dbSize?: string;
  leader?: string;
  raftIndex?: string;
  raftTerm?: string;
  raftAppliedIndex?: string;
  errors?: string[];
  isLearner?: boolean;
}

/** `alarm`: 1 NOSPACE, 2 CORRUPT; 0 asks for all. `action`: 0 get, 2 disarm. */
export interface WireAlarmRequest {
  action: number;
  memberID: string;
  alarm: number;
}

export interface WireAlarmAnswer extends WireAnswer {
  alarms?: { memberID?: string; alarm?: number }[];
}

/** `grantedTTL` 0 = there is no such lease. */
export interface WireTimeToLiveAnswer extends WireAnswer {
  TTL?: string;
  grantedTTL?: string;
  keys?: Buffer[];
}

export interface WireAuthStatusAnswer extends WireAnswer {
  enabled?: boolean;
  authRevision?: string;
}

/** Lists of users, of roles, and of the roles of a user. */
export interface WireNames extends WireAnswer {
  users?: string[];
  roles?: string[];
}

/** `permType`: 0 read, 1 write, 2 both. */
export interface WirePermission {
  permType?: number;
  key?: Buffer;
  range_end?: Buffer;
}

export interface WireRoleAnswer extends WireAnswer {
  perm?: WirePermission[];
}

export interface WireToken extends WireAnswer {
  token?: string;
}
