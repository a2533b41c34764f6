import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng } from '../../../src/core/rng.ts';
import { byteString } from '../../../src/history/byte-string.ts';
import type { Request } from '../../../src/history/types.ts';
import type { Load } from '../../../src/scene/scene.ts';
import { keySpace } from '../../../src/workload/key-space.ts';
import { ReadMemory } from '../../../src/workload/read-memory.ts';
import { schedule } from '../../../src/workload/schedule.ts';

const NONE = { put: 0, get: 0, delete: 0, txn: 0, range: 0, lease: 0, lock: 0 };
const ALL = { put: 4, get: 3, delete: 1, txn: 3, range: 2, lease: 1, lock: 1 };

interface Drawn {
  readonly seed?: string;
  readonly client?: number;
  readonly mix?: Load['mix'];
  readonly keys?: number;
}

/** The first `many` requests of a client that has read nothing. */
function draw(many: number, { seed = '0x5eed', client = 1, mix = ALL, keys = 20 }: Drawn = {}) {
  const space = keySpace({ prefix: 'load/', keys });
  const rng = seededRng(seed).fork(`client/${client}`);
  const drafts = schedule({ client, rng, space, mix, valueBytes: 16, leaseTtl: 5 });
  const memory = new ReadMemory();
  return Array.from({ length: many }, (): Request => {
    const draft = drafts.next().value;
    return typeof draft === 'function' ? draft(memory) : draft;
  });
}

const valuesOf = (req: Request): string[] => {
  if (req.op === 'put') return [byteString(req.value)];
  return req.op === 'txn' ? [...req.then, ...req.else].flatMap(valuesOf) : [];
};

test('one seed draws the same calls again, another seed and another client others', () => {
  const once = draw(300);
  assert.deepEqual(draw(300), once);
  assert.notDeepEqual(draw(300, { seed: '0x5eee' }), once);
  assert.notDeepEqual(
    draw(300, { client: 2 }).map(({ op }) => op),
    once.map(({ op }) => op),
  );
});

test('no value is ever written twice, and each has the size asked for', () => {
  const values = [1, 2, 11].flatMap((client) => draw(1000, { client }).flatMap(valuesOf));
  assert.ok(values.length > 1000);
  assert.equal(new Set(values).size, values.length);
  assert.deepEqual([...new Set(values.map((value) => value.length))], [16]);
  assert.equal(values[0]?.startsWith('c1-1.'), true);
});

test('no lease id is asked for twice', () => {
  const mix = { ...NONE, lease: 1 };
  const grants = [1, 2].flatMap((client) =>
    draw(500, { client, mix }).flatMap((req) => (req.op === 'lease-grant' ? [req.lease] : [])),
  );
  assert.ok(grants.length > 150);
  assert.equal(new Set(grants).size, grants.length);
});

const kinds: [keyof Load['mix'], Request['op'][]][] = [
  ['put', ['put']],
  ['get', ['get']],
  ['delete', ['delete']],
  ['txn', ['get', 'txn']],
  ['range', ['range']],
  ['lease', ['lease-grant', 'lease-keepalive', 'lease-revoke', 'put']],
  ['lock', ['lease-grant', 'lease-revoke', 'range', 'txn']],
];
for (const [kind, ops] of kinds) {
  test(`a mix of ${kind} alone makes the calls ${ops.join(', ')} and no other`, () => {
    const drawn = draw(200, { mix: { ...NONE, [kind]: 1 } }).map(({ op }) => op);
    assert.deepEqual([...new Set(drawn)].toSorted(), ops);
  });
}

test('kinds are drawn by their weights', () => {
  const drawn = draw(4000, { mix: { ...NONE, put: 3, get: 1 } });
  const puts = drawn.filter(({ op }) => op === 'put').length;
  assert.ok(puts > 2900 && puts < 3100, `${puts} of 4000 with weight 3 of 4`);
});

test('a txn writes no key twice, also when there is only one key', () => {
  for (const keys of [1, 2, 20]) {
    for (const req of draw(300, { keys, mix: { ...NONE, txn: 1 } })) {
      const then = req.op === 'txn' ? req.then.map(({ key }) => key) : [];
      assert.equal(new Set(then).size, then.length);
    }
  }
});

test('ranges and deletes end behind their start', () => {
  for (const req of draw(1000, { mix: { ...NONE, range: 1, delete: 1 } })) {
    const { key, end } = req as { key: string; end?: string };
    assert.ok(end === undefined || end > key, `${key} .. ${end}`);
  }
});

test('a compare-and-set compares with what the client last read of this key', () => {
  const space = keySpace({ prefix: 'load/', keys: 1 });
  const mix = { ...NONE, txn: 1 };
  const rng = seededRng('1');
  const drafts = schedule({ client: 1, rng, space, mix, valueBytes: 0, leaseTtl: 5 });
  const memory = new ReadMemory();
  const kv = { key: 'load/k0', value: 'x', create: '3', mod: '7', version: '2', lease: '0' };
  const req = { op: 'get', key: 'load/k0' } as const;
  memory.learn({ outcome: 'ok', req, res: { rev: '9', count: 1, kvs: [kv] } });
  const swap = drafts.find((draft) => typeof draft === 'function');
  const txn = swap?.(memory);
  assert.deepEqual(txn, {
    op: 'txn',
    compares: [{ key: 'load/k0', target: 'mod', result: '=', value: '7' }],
    then: [{ op: 'put', key: 'load/k0', value: txn && valuesOf(txn)[0] }],
    else: [{ op: 'get', key: 'load/k0' }],
  });
});
