/**
 * The lines of a record (`history.ndjson`). Times are integer nanoseconds since the drill's start;
 * 64-bit numbers are strings; docs/history.md explains each line.
 */
export type Ns = number;
export type Int64 = string;
/** A key or value: text when it is valid UTF-8; hashed when it came from a user's own data. */
export type Bytes =
  string | { readonly b64: string } | { readonly sha256: string; readonly size: number };

export interface KeyValue {
  readonly key: Bytes;
  readonly value: Bytes;
  readonly create: Int64;
  readonly mod: Int64;
  readonly version: Int64;
  readonly lease: Int64;
}

export interface Compare {
  readonly key: Bytes;
  readonly target: 'value' | 'mod' | 'create' | 'version' | 'lease';
  readonly result: '=' | '!=' | '<' | '>';
  /** Bytes for target `value`, a decimal Int64 for the others. */
  readonly value: Bytes;
}

export type PutRequest = { op: 'put'; key: Bytes; value: Bytes; lease?: Int64 };
export type DeleteRequest = { op: 'delete'; key: Bytes; end?: Bytes };
export type GetRequest = { op: 'get'; key: Bytes; rev?: Int64; serializable?: boolean };
export type RangeRequest = {
  op: 'range';
  key: Bytes;
  /** etcd's range end: exclusive; "\u0000" = from the key on; absent = the key alone. */
  end?: Bytes;
  limit?: number;
  rev?: Int64;
  serializable?: boolean;
};
export type TxnRequest = {
  op: 'txn';
  compares: readonly Compare[];
  then: readonly PlainRequest[];
  else: readonly PlainRequest[];
};
export type CompactRequest = { op: 'compact'; rev: Int64 };
/** TTLs in seconds. `lease` "0" lets etcd choose the id. */
export type LeaseGrantRequest = { op: 'lease-grant'; ttl: Int64; lease: Int64 };
export type LeaseRevokeRequest = { op: 'lease-revoke'; lease: Int64 };
export type LeaseKeepAliveRequest = { op: 'lease-keepalive'; lease: Int64 };

export type PlainRequest = PutRequest | DeleteRequest | GetRequest | RangeRequest;
export type Request =
  | PlainRequest
  | TxnRequest
  | CompactRequest
  | LeaseGrantRequest
  | LeaseRevokeRequest
  | LeaseKeepAliveRequest;

/** An answer inside a txn has no `rev` of its own: the header's revision counts. */
export interface PlainResponse {
  readonly rev?: Int64;
  readonly count?: number;
  readonly more?: boolean;
  readonly kvs?: readonly KeyValue[];
  readonly deleted?: number;
}

export interface Response extends PlainResponse {
  /** The revision in the answer's header. */
  readonly rev: Int64;
  readonly succeeded?: boolean;
  readonly responses?: readonly PlainResponse[];
  readonly lease?: Int64;
  /** Seconds granted or left; "0" = the lease is gone. */
  readonly ttl?: Int64;
}

/** `ok` happened, `fail` certainly did not, `info` nobody knows. */
export type Outcome = 'ok' | 'fail' | 'info';

export interface Header {
  readonly cluster: string;
  readonly member: string;
  readonly term: Int64;
}

export interface CallError {
  readonly code: string;
  readonly message: string;
}

export interface HeaderLine {
  readonly t: 'header';
  readonly format: 'doomsday-history';
  readonly version: 1;
  readonly run: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly scene: string;
  readonly etcd: Readonly<Record<string, string>>;
  readonly prefixes: readonly string[];
  readonly initial?: { revision: Int64; compactRevision: Int64; kvs: readonly KeyValue[] };
  /** Which drill of the run, from 1, and what it played. */
  readonly drill?: number;
  readonly feature?: string;
  readonly scenario?: string;
  /** What the scene asks for, so that a record can be measured again without it. */
  readonly objectives?: readonly ObjectiveAsked[];
  /** Interval of the probes, which is the resolution of every client-observed time. */
  readonly probeEveryNs?: Ns;
}

/** An objective's bound in the unit of its name: see docs/vocabulary.md. */
export interface ObjectiveAsked {
  readonly name: string;
  readonly bound: number;
  readonly unit: string;
}

interface CallFields {
  readonly id: number;
  readonly client: number;
  readonly member: string;
  readonly epoch: number;
  readonly call: Ns;
  readonly req: Request;
  /** A probe of availability: judged like any operation, never counted in RPO. */
  readonly probe?: true;
}

export interface InvokeLine extends CallFields {
  readonly t: 'invoke';
}

export interface OpLine extends CallFields {
  readonly t: 'op';
  readonly ret: Ns | null;
  readonly outcome: Outcome;
  readonly res: Response | null;
  readonly err?: CallError;
  readonly hdr?: Header;
  /** Time spent making the connection that this call waited for; part of a probe's error. */
  readonly connectNs?: Ns;
}

export interface WatchEvent {
  readonly type: 'put' | 'delete';
  readonly key: Bytes;
  readonly value?: Bytes;
  readonly create?: Int64;
  readonly mod: Int64;
  readonly version?: Int64;
  readonly lease?: Int64;
  readonly prev?: KeyValue;
}

export interface WatchLine {
  readonly t: 'watch';
  readonly id: number;
  readonly client: number;
  readonly member: string;
  readonly epoch: number;
  readonly at: Ns;
  readonly kind: 'open' | 'events' | 'progress' | 'canceled';
  readonly key?: Bytes;
  readonly end?: Bytes;
  readonly startRevision?: Int64;
  readonly filters?: readonly ('noput' | 'nodelete')[];
  readonly prevKv?: boolean;
  readonly revision?: Int64;
  readonly compactRevision?: Int64;
  readonly events?: readonly WatchEvent[];
  readonly fragment?: boolean;
  readonly reason?: string;
  readonly hdr?: Header;
}

export interface FaultLine {
  readonly t: 'fault';
  /** Joins the phases of one injection. */
  readonly id: number;
  readonly name: string;
  readonly targets: readonly string[];
  readonly phase: 'inject' | 'bites' | 'heal' | 'gone';
  /** The request and proof times: a window, not an instant. */
  readonly from: Ns;
  readonly to: Ns;
  /** What proved it, or why it could not be proven; `ok` says which. */
  readonly ok: boolean;
  readonly evidence: string;
  /** The seeded plan: parameters as drawn, so that a replay can be compared. */
  readonly plan?: Readonly<Record<string, string | number | boolean>>;
}

export interface EpochLine {
  readonly t: 'epoch';
  readonly n: number;
  readonly at: Ns;
  readonly cause: 'restore' | 'force-new-cluster' | 'standby';
  readonly snapshot: {
    readonly revision: Int64;
    readonly hash?: string;
    readonly takenAt: Ns;
    readonly member: string;
    readonly source?: string;
  };
  readonly bump: Int64;
  readonly markCompacted: boolean;
  readonly clusterIds?: { readonly old: string; readonly new: string };
}

export interface StateLine {
  readonly t: 'state';
  readonly epoch: number;
  readonly member: string;
  readonly at: Ns;
  readonly read: 'linearizable' | 'serializable' | 'data-dir';
  readonly revision: Int64;
  readonly compactRevision: Int64;
  /** A chunk of the key space in key order; `more` = the next state line of this member continues. */
  readonly kvs: readonly KeyValue[];
  readonly more?: boolean;
  /** What is not under a revision: leases, users and roles. Alarms as `NOSPACE 8e9e…`. */
  readonly leases?: HeldLeases;
  readonly access?: Access;
  readonly alarms?: readonly string[];
  readonly members?: readonly { name: string; id: string; learner: boolean }[];
  readonly hashKv?: { revision: Int64; compactRevision: Int64; hash: string };
  /**
   * 'before-clients': the restored state at S + bump, before any client was let in. 'snapshot':
   * what the restored file holds besides keys (`kvs` is empty), of the epoch it was taken of.
   */
  readonly occasion: 'snapshot' | 'before-clients' | 'final';
}

export interface HeldLease {
  readonly id: Int64;
  /** Seconds granted. Absent: only ids were asked for. */
  readonly ttl?: Int64;
  /** Seconds that a checkpoint leaves it, less than granted; a restored lease lives only so long. */
  readonly left?: Int64;
  /** The keys attached to it, in order. */
  readonly keys?: readonly Bytes[];
}

export interface HeldLeases {
  /** By when the answer was there: a lease that is missing had ended before. */
  readonly until: Ns;
  readonly held: readonly HeldLease[];
}

/** A role may read or write a key, or the keys up to `end`. */
export interface Permission {
  readonly type: 'read' | 'write' | 'readwrite';
  readonly key: Bytes;
  readonly end?: Bytes;
}

/** Who may do what. Passwords are not in it. */
export interface Access {
  readonly enabled: boolean;
  /** Grows with every change of users, roles and permissions. */
  readonly revision: Int64;
  readonly users: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly Permission[] }[];
}

/** What one member looked like at one instant, for the timeline; never used to judge etcd. */
export interface SampleLine {
  readonly t: 'sample';
  readonly at: Ns;
  readonly member: string;
  readonly up: boolean;
  readonly leader?: string;
  readonly term?: Int64;
  readonly revision?: Int64;
  readonly dbSize?: number;
  readonly proposalsFailed?: number;
  readonly leaderChanges?: number;
}

export interface MarkLine {
  readonly t: 'mark';
  readonly name: string;
  readonly at: Ns;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

export interface EndLine {
  readonly t: 'end';
  readonly at: Ns;
  readonly dropped: number;
}

export type Line =
  | HeaderLine
  | InvokeLine
  | OpLine
  | WatchLine
  | FaultLine
  | EpochLine
  | StateLine
  | SampleLine
  | MarkLine
  | EndLine;

/** One drill's record, read back. `ended` is false when its last line is missing. */
export interface DrillRecord {
  readonly header: HeaderLine;
  /** Finished calls and calls that never returned (as `info`, ret null), in order of `call`. */
  readonly ops: readonly OpLine[];
  readonly watches: readonly WatchLine[];
  readonly faults: readonly FaultLine[];
  readonly epochs: readonly EpochLine[];
  readonly states: readonly StateLine[];
  readonly samples: readonly SampleLine[];
  readonly marks: readonly MarkLine[];
  readonly ended: boolean;
  readonly dropped: number;
}
