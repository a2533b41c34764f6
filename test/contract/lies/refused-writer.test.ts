import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { openAsker } from '../../../src/etcd/ask.ts';
import type { EtcdEndpoint } from '../../../src/etcd/connection.ts';
import { AUTH } from '../../../src/etcd/methods.ts';
import type { DrillRecord, OpLine, Request } from '../../../src/history/types.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { acked, call, put } from '../../support/stage/clients.ts';
import { etcdctl } from '../../support/stage/etcdctl.ts';
import { judged, notHolding, violations } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

const skip = noProcessRuntime;
const ROOT = '--user=root:pw';

/** Alice may write below load/own/ and nowhere else. */
async function guard(member: Member): Promise<void> {
  await etcdctl(member, 'user', 'add', 'root:pw');
  await etcdctl(member, 'user', 'grant-role', 'root', 'root');
  await etcdctl(member, 'user', 'add', 'alice:pw');
  await etcdctl(member, 'role', 'add', 'writer');
  const own = ['readwrite', 'load/own/', '--prefix=true'];
  await etcdctl(member, 'role', 'grant-permission', 'writer', ...own);
  await etcdctl(member, 'user', 'grant-role', 'alice', 'writer');
  await etcdctl(member, 'auth', 'enable');
}

async function loggedIn(at: EtcdEndpoint, name: string, password: string): Promise<string> {
  const asker = openAsker(at);
  try {
    return (await asker.ask(AUTH.authenticate, { name, password }, seconds(5))).token ?? '';
  } finally {
    asker.close();
  }
}

const stolen: Request = { op: 'put', key: 'load/a', value: 'stolen' };
/** A txn of which only one part is forbidden. */
const halfAllowed: Request = {
  op: 'txn',
  compares: [],
  then: [{ op: 'put', key: 'load/own/half', value: 'half' }, stolen],
  else: [],
};

interface Story {
  readonly version: string;
  /** What becomes of the forbidden value afterwards, unseen by the record. */
  readonly smuggled?: boolean;
}

/** Somebody who may not write tries to, as four kinds of nobody, and then is gone. */
async function refused({ version, smuggled = false }: Story): Promise<{
  record: DrillRecord;
  told: string[];
}> {
  await using on = await stage({ version });
  const [member] = on.cluster.members as [Member];
  await put(on, member, 'a', 'mine');
  await acked(on, member, { op: 'lease-grant', ttl: '600', lease: '1000001' });
  await acked(on, member, { op: 'put', key: 'load/b', value: 'x', lease: '1000001' });
  await guard(member);
  const at = member.client.fromHarness as EtcdEndpoint;
  await assert.rejects(loggedIn(at, 'alice', 'wrong'), /authentication failed, invalid user ID/);
  const alice = { ...at, token: await loggedIn(at, 'alice', 'pw') };
  const ops: OpLine[] = [];
  const own: Request = { op: 'put', key: 'load/own/x', value: 'x' };
  const read: Request = { op: 'get', key: 'load/a' };
  const revoke: Request = { op: 'lease-revoke', lease: '1000001' };
  for (const req of [
    own,
    stolen,
    { op: 'delete', key: 'load/a' } as const,
    halfAllowed,
    read,
    revoke,
  ])
    ops.push(await call(on, member, req, alice));
  for (const whose of [at, { ...at, token: 'forged' }])
    ops.push(await call(on, member, stolen, whose));
  if (smuggled) await etcdctl(member, ROOT, 'put', 'load/a', 'stolen');
  await etcdctl(member, ROOT, 'auth', 'disable');
  await put(on, member, 'c', 'after');
  await readFinal(on, [member]);
  const told = ops.map(({ req, outcome, err }) => `${req.op} ${outcome} ${err?.message ?? ''}`);
  return { record: await on.record(), told };
}

const DENIED = 'etcdserver: permission denied';

for (const version of ['3.5.33', '3.7.1']) {
  test(`${version}: who may not write is refused, and nothing comes of it`, { skip }, async () => {
    const { record, told } = await refused({ version });
    assert.deepEqual(told, [
      'put ok ',
      `put fail ${DENIED}`,
      `delete fail ${DENIED}`,
      `txn fail ${DENIED}`,
      `get fail ${DENIED}`,
      `lease-revoke fail ${DENIED}`,
      'put fail etcdserver: user name is empty',
      'put fail etcdserver: invalid auth token',
    ]);
    assert.deepEqual(notHolding(record), {});
  });
}

test('a refused value that turns up is named with who was refused', { skip }, async () => {
  const { record } = await refused({ version: '3.7.1', smuggled: true });
  const found = violations(record);
  assert.equal(
    found['acknowledged-writes-survive'],
    '"load/a": replaced by a value that no client may have written',
  );
  const [witness] =
    judged(record).find(({ name }) => name === 'acknowledged-writes-survive')?.witnesses ?? [];
  const rows = witness?.observed.filter(([label]) => label === 'refused').map(([, text]) => text);
  assert.equal(rows?.length, 1);
  assert.match(rows?.[0] ?? '', /^put "load\/a" = "stolen" by client \d+ at m1.*: refused /);
});
