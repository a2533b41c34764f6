import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyValue, OpLine } from '../../../src/history/types.ts';
import { ReadMemory } from '../../../src/workload/read-memory.ts';

type Told = Pick<OpLine, 'outcome' | 'req' | 'res'>;

const kv = (key: string, mod: string): KeyValue => ({
  key,
  value: 'v',
  create: '1',
  mod,
  version: '1',
  lease: '0',
});
const get = (key: string, kvs: KeyValue[]): Told => ({
  outcome: 'ok',
  req: { op: 'get', key },
  res: { rev: '99', count: kvs.length, kvs },
});

const cases: [string, Told[], Record<string, string>][] = [
  ['a key never read is as absent', [], { a: '0' }],
  ['a read key', [get('a', [kv('a', '5')])], { a: '5', b: '0' }],
  ['a key read as absent', [get('a', [kv('a', '5')]), get('a', [])], { a: '0' }],
  [
    'a range tells of every key in it',
    [
      {
        outcome: 'ok',
        req: { op: 'range', key: 'a', end: 'z' },
        res: { rev: '9', count: 2, kvs: [kv('a', '5'), kv('b', '6')] },
      },
    ],
    { a: '5', b: '6' },
  ],
  [
    'a compare that failed tells what its else branch read',
    [
      get('a', [kv('a', '5')]),
      {
        outcome: 'ok',
        req: { op: 'txn', compares: [], then: [], else: [{ op: 'get', key: 'a' }] },
        res: { rev: '9', succeeded: false, responses: [{ count: 1, kvs: [kv('a', '8')] }] },
      },
    ],
    { a: '8' },
  ],
  [
    'a call that did not answer tells nothing',
    [get('a', [kv('a', '5')]), { ...get('a', []), outcome: 'info', res: null }],
    { a: '5' },
  ],
];

for (const [name, told, known] of cases) {
  test(name, () => {
    const memory = new ReadMemory();
    for (const op of told) memory.learn(op);
    const seen = Object.keys(known).map((key) => [key, memory.modOf(key)]);
    assert.deepEqual(Object.fromEntries(seen), known);
  });
}
