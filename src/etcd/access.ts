import type { Duration } from '../core/duration.ts';
import { toBytes } from '../history/bytes.ts';
import type { Access, Permission } from '../history/types.ts';
import type { Asker } from './ask.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connect.ts';
import { AUTH } from './methods.ts';
import type { WirePermission } from './wire.ts';

/**
 * Who may do what, by name, as the cluster has agreed on it: each question goes through its log.
 * Rejects where authentication is on, because nobody is logged in, and on a 3.4, which does not
 * tell its state.
 */
export async function accessOf(endpoint: EtcdEndpoint, within: Duration): Promise<Access> {
  const asker = askerFor(endpoint);
  const { enabled = false, authRevision = '0' } = await asker.ask(AUTH.status, {}, within);
  const [{ users = [] }, { roles = [] }] = await Promise.all([
    asker.ask(AUTH.users, {}, within),
    asker.ask(AUTH.roles, {}, within),
  ]);
  return {
    enabled,
    revision: authRevision,
    users: await Promise.all(users.toSorted().map((name) => userOf(asker, name, within))),
    roles: await Promise.all(roles.toSorted().map((name) => roleOf(asker, name, within))),
  };
}

async function userOf(asker: Asker, name: string, within: Duration): Promise<Access['users'][0]> {
  const { roles = [] } = await asker.ask(AUTH.user, { name }, within);
  return { name, roles: roles.toSorted() };
}

async function roleOf(asker: Asker, name: string, within: Duration): Promise<Access['roles'][0]> {
  const { perm = [] } = await asker.ask(AUTH.role, { role: name }, within);
  return { name, permissions: perm.map(readPermission) };
}

const TYPES: readonly Permission['type'][] = ['read', 'write', 'readwrite'];

/** A permission as the record writes it. */
export function readPermission({ permType = 0, key, range_end: end }: WirePermission): Permission {
  return {
    type: TYPES[permType] ?? 'readwrite',
    key: toBytes(key ?? EMPTY),
    ...(end === undefined || end.length === 0 ? {} : { end: toBytes(end) }),
  };
}

const EMPTY = Buffer.alloc(0);
