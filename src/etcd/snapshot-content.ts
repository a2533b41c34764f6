import type { Access, HeldLease } from '../history/types.ts';
import { readPermission } from './access.ts';
import { boltItems, type BoltItem } from './bolt-pages.ts';
import { alarmText } from './cluster-facts.ts';
import { byNumber } from './held-leases.ts';
import { protoFields } from './proto-fields.ts';

/** What a snapshot holds besides keys. */
export interface SnapshotContent {
  readonly compactRevision: string;
  readonly leases: readonly HeldLease[];
  readonly access: Access;
  readonly alarms: readonly string[];
}

/**
 * Reads leases, users, roles and alarms out of a snapshot, or of a member's db that nobody writes.
 * Source: server/storage/schema/{bucket,alarm,auth,auth_users,auth_roles,lease}.go,
 * server/lease/leasepb/lease.proto, api/authpb/auth.proto.
 * @throws {RangeError} the file is damaged, or no db of an etcd. Pure.
 * Cost: the buckets, not the file.
 */
export function snapshotContent(db: Buffer): SnapshotContent {
  // Every etcd writes how far it has applied; without it nothing is known, not even "none".
  if (boltItems(db, 'meta').length === 0) throw new RangeError('it is no db of an etcd');
  const valueOf = (bucket: string, name: string): Buffer | undefined =>
    boltItems(db, bucket).find(({ key }) => key.toString() === name)?.value;
  const compacted = ['finishedCompactRev', 'scheduledCompactRev'].map(
    (name) => valueOf('meta', name)?.readBigUInt64BE(0) ?? 0n,
  );
  return {
    compactRevision: String(compacted.reduce((a, b) => (a > b ? a : b))),
    leases: boltItems(db, 'lease')
      .map(leaseOf)
      .toSorted((a, b) => byNumber(a.id, b.id)),
    access: {
      enabled: valueOf('auth', 'authEnabled')?.[0] === 1,
      revision: String(valueOf('auth', 'authRevision')?.readBigUInt64BE(0) ?? 0n),
      users: boltItems(db, 'authUsers').map(userOf),
      roles: boltItems(db, 'authRoles').map(roleOf),
    },
    alarms: boltItems(db, 'alarm').map(alarmOf),
  };
}

function leaseOf({ value }: BoltItem): HeldLease {
  const [id, ttl, left] = [1, 2, 3].map((field) => protoFields(value).number(field));
  const lease = { id: String(BigInt.asIntN(64, id ?? 0n)), ttl: String(ttl) };
  return left === 0n ? lease : { ...lease, left: String(left) };
}

function userOf({ value }: BoltItem): Access['users'][0] {
  const fields = protoFields(value);
  const roles = fields.all(3).map(String).toSorted();
  return { name: String(fields.all(1)[0] ?? ''), roles };
}

function roleOf({ value }: BoltItem): Access['roles'][0] {
  const fields = protoFields(value);
  const permissions = fields.all(2).map((message) => {
    const permission = protoFields(message);
    const [key] = permission.all(2);
    const [range_end] = permission.all(3);
    return readPermission({
      permType: Number(permission.number(1)),
      ...(key === undefined ? {} : { key }),
      ...(range_end === undefined ? {} : { range_end }),
    });
  });
  return { name: String(fields.all(1)[0] ?? ''), permissions };
}

/** An alarm is its own key. */
function alarmOf({ key }: BoltItem): string {
  const fields = protoFields(key);
  return alarmText(Number(fields.number(2)), String(fields.number(1)));
}
