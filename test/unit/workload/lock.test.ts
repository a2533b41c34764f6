import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng } from '../../../src/core/rng.ts';
import type { KeyValue, Request } from '../../../src/history/types.ts';
import { keySpace } from '../../../src/workload/key-space.ts';
import { lockTraffic } from '../../../src/workload/lock.ts';
import { ReadMemory } from '../../../src/workload/read-memory.ts';

/** One client's dealing with lock 1 and lease 255. */
function dealing() {
  let value = 0;
  const rng = {
    ...seededRng('1'),
    int: (from: number, to: number) => (from === 1 && to === 10 ? 2 : 1),
  };
  return lockTraffic({
    rng,
    space: keySpace({ prefix: 'load/', keys: 2 }),
    nextValue: () => `v${++value}`,
    nextLease: () => '255',
    leaseTtl: 5,
  });
}

const kv = (key: string, create: string): KeyValue => ({
  ...{ key, value: '', create, mod: create, version: '1', lease: '1' },
});
const looking: Request = { op: 'range', key: 'load/_lock/1/', end: 'load/_lock/10' };
const own = 'load/_lock/1/ff';

function played(before: readonly KeyValue[]): Request[] {
  const memory = new ReadMemory();
  memory.learn({ outcome: 'ok', req: looking, res: { rev: '9', kvs: before } });
  return dealing().map((draft) => (typeof draft === 'function' ? draft(memory) : draft));
}

test('who has not the first key looks, and writes nothing that the lock guards', () => {
  assert.deepEqual(played([kv('load/_lock/1/aa', '3'), kv(own, '4')]), [
    { op: 'lease-grant', ttl: '5', lease: '255' },
    {
      op: 'txn',
      compares: [{ key: own, target: 'create', result: '=', value: '0' }],
      then: [{ op: 'put', key: own, value: 'v1', lease: '255' }, looking],
      else: [looking],
    },
    ...[looking, looking, looking],
    { op: 'lease-revoke', lease: '255' },
  ]);
});

test('who has the first key writes, fenced by its create revision', () => {
  const fenced = (value: string): Request => ({
    op: 'txn',
    compares: [{ key: own, target: 'create', result: '=', value: '4' }],
    then: [{ op: 'put', key: 'load/_guarded/1', value }],
    else: [looking],
  });
  const calls = played([kv('load/_lock/1/zz', '5'), kv(own, '4')]);
  assert.deepEqual(calls.slice(2, 5), [fenced('v2'), fenced('v3'), fenced('v4')]);
});

test('a lock that nobody wants any more has no first key', () => {
  const memory = new ReadMemory();
  memory.learn({ outcome: 'ok', req: looking, res: { rev: '9', kvs: [kv(own, '4')] } });
  assert.deepEqual(memory.firstOf('load/_lock/1/')?.key, own);
  memory.learn({ outcome: 'ok', req: looking, res: { rev: '9', kvs: [] } });
  assert.equal(memory.firstOf('load/_lock/1/'), undefined);
});
