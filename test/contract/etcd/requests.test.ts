import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import type { Bytes, KeyValue, Request, Response } from '../../../src/history/types.ts';
import { etcdProcess } from '../../support/etcd-process.ts';
import { etcdsToTry } from '../../support/etcds-to-try.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const kv = (key: Bytes, value: Bytes, [create, mod, version]: number[], lease = '0'): KeyValue => ({
  key,
  value,
  create: String(create),
  mod: String(mod),
  version: String(version),
  lease,
});

const put = (key: Bytes, value: Bytes): Request => ({ op: 'put', key, value });
const raw = { b64: '/wA=' };

/** One after the other on an empty member, whose revision is 1. */
const script: readonly [name: string, req: Request, res: Response][] = [
  ['a put answers its revision', put('a', '1'), { rev: '2' }],
  ['a put of an empty value', put('b', ''), { rev: '3' }],
  ['a put of bytes that are no text', put(raw, raw), { rev: '4' }],
  ['a put over', put('a', 'ü'), { rev: '5' }],
  ['a get', { op: 'get', key: 'a' }, { rev: '5', count: 1, kvs: [kv('a', 'ü', [2, 5, 2])] }],
  [
    'a get in the past',
    { op: 'get', key: 'a', rev: '2' },
    { rev: '5', count: 1, kvs: [kv('a', '1', [2, 2, 1])] },
  ],
  [
    'a get of nothing',
    { op: 'get', key: 'none', serializable: true },
    { rev: '5', count: 0, kvs: [] },
  ],
  [
    'a range that a limit cuts',
    { op: 'range', key: 'a', end: '\0', limit: 1 },
    { rev: '5', count: 3, more: true, kvs: [kv('a', 'ü', [2, 5, 2])] },
  ],
  [
    'a range with an end, which is exclusive',
    { op: 'range', key: 'a', end: 'b' },
    { rev: '5', count: 1, kvs: [kv('a', 'ü', [2, 5, 2])] },
  ],
  [
    'a range of bytes',
    { op: 'range', key: 'b', end: '\0' },
    { rev: '5', count: 2, kvs: [kv('b', '', [3, 3, 1]), kv(raw, raw, [4, 4, 1])] },
  ],
  ['a delete', { op: 'delete', key: 'b' }, { rev: '6', deleted: 1 }],
  ['a delete of nothing', { op: 'delete', key: 'b' }, { rev: '6', deleted: 0 }],
  [
    'a txn whose compares hold: several keys at one revision',
    {
      op: 'txn',
      compares: [
        { key: 'a', target: 'value', result: '=', value: 'ü' },
        { key: 'a', target: 'mod', result: '<', value: '6' },
        { key: 'a', target: 'create', result: '>', value: '1' },
        { key: 'a', target: 'version', result: '=', value: '2' },
        { key: 'a', target: 'lease', result: '=', value: '0' },
        { key: 'b', target: 'create', result: '=', value: '0' },
        { key: 'a', target: 'value', result: '!=', value: 'x' },
      ],
      then: [
        { op: 'put', key: 'c', value: '1' },
        { op: 'delete', key: 'a', end: 'b' },
        { op: 'get', key: 'c' },
      ],
      else: [],
    },
    {
      rev: '7',
      succeeded: true,
      responses: [{}, { deleted: 1 }, { count: 1, kvs: [kv('c', '1', [7, 7, 1])] }],
    },
  ],
  [
    'a txn whose compare fails',
    {
      op: 'txn',
      compares: [{ key: 'c', target: 'mod', result: '=', value: '2' }],
      then: [{ op: 'put', key: 'c', value: '2' }],
      else: [{ op: 'range', key: 'c', end: 'd' }],
    },
    { rev: '7', succeeded: false, responses: [{ count: 1, kvs: [kv('c', '1', [7, 7, 1])] }] },
  ],
  ['a lease', { op: 'lease-grant', ttl: '60', lease: '77' }, { rev: '7', lease: '77', ttl: '60' }],
  ['a put on a lease', { op: 'put', key: 'l', value: '1', lease: '77' }, { rev: '8' }],
  [
    'a key on a lease',
    { op: 'get', key: 'l' },
    { rev: '8', count: 1, kvs: [kv('l', '1', [8, 8, 1], '77')] },
  ],
  ['a keep-alive', { op: 'lease-keepalive', lease: '77' }, { rev: '8', lease: '77', ttl: '60' }],
  ['a revoke', { op: 'lease-revoke', lease: '77' }, { rev: '9' }],
  [
    'a keep-alive of no lease',
    { op: 'lease-keepalive', lease: '77' },
    { rev: '9', lease: '77', ttl: '0' },
  ],
  ['the revoke deleted the key', { op: 'get', key: 'l' }, { rev: '9', count: 0, kvs: [] }],
  ['a compaction', { op: 'compact', rev: '8' }, { rev: '9' }],
];

for (const { name, asked } of etcdsToTry()) {
  test(`${name} answers every kind of request as the record writes it`, async (t) => {
    await using etcd = await etcdProcess({ asked });
    await using record = await scratchRecord();
    await etcd.start();
    const { endpoint } = etcd;
    const client = recordingClient({ sink: record.sink, endpoint, member: 'm1', epoch: 3 });
    t.after(() => client.close());
    for (const [what, req, res] of script) {
      const op = await client.call(req, { within: seconds(5) });
      assert.deepEqual({ outcome: op.outcome, res: op.res }, { outcome: 'ok', res }, what);
    }
    const [first, second] = record.ops;
    assert.deepEqual(
      [first?.client, first?.member, first?.epoch, first?.probe, first?.req],
      [1, 'm1', 3, undefined, script[0]?.[1]],
    );
    // Who answered is in every line; what the first call waited for its connection, only there.
    const hdrs = new Set(record.ops.map(({ hdr }) => JSON.stringify(hdr)));
    assert.match([...hdrs].join(), /^\{"cluster":"[0-9a-f]+","member":"[0-9a-f]+","term":"\d+"\}$/);
    const tookNs = (first?.ret ?? 0) - (first?.call ?? 0);
    assert.ok((first?.connectNs ?? 0) > 0 && (first?.connectNs ?? 0) < tookNs);
    assert.equal(second?.connectNs, undefined);
  });
}
