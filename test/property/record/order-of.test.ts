import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng, type Rng } from '../../../src/core/rng.ts';
import { inOrder, orderOf } from '../../../src/record/order-of.ts';

const LISTS = process.env['DOOMSDAY_LONG'] === '1' ? 50_000 : 3000;

/** Calls as they come in a file: in order, nearly in order, a few far from their place, or any. */
const KINDS: Record<string, (i: number, size: number, rng: Rng) => number> = {
  ordered: (i) => i,
  near: (i, _, rng) => i + rng.int(0, 20),
  far: (i, size, rng) => (rng.int(0, 30) === 0 ? rng.int(0, size) : i),
  equal: (_, __, rng) => rng.int(0, 3),
  any: (_, size, rng) => rng.int(0, size),
  backwards: (i, size) => size - i,
};

test('operations are put in order by their calls, then by their ids', (t) => {
  const found = { inOrder: 0, operations: 0 };
  const kinds = Object.values(KINDS);
  for (let i = 0; i < LISTS; i++) {
    const rng = seededRng(`order/${i}`);
    const size = rng.int(0, rng.pick([3, 40, 300]));
    const callOf = kinds[i % kinds.length] as (i: number, size: number, rng: Rng) => number;
    const ids = rng.shuffle(Array.from({ length: size }, (_, id) => id + 1));
    const ops = ids.map((id, k) => ({ id, call: callOf(k, size, rng) }));
    const sorted = ops.toSorted((a, b) => a.call - b.call || a.id - b.id);
    const order = orderOf(ops);
    assert.deepEqual(order === undefined ? ops : inOrder(ops, order), sorted);
    if (order === undefined) found.inOrder += 1;
    found.operations += size;
  }
  t.diagnostic(`${LISTS} lists: ${JSON.stringify(found)}`);
  assert.ok(found.inOrder > 20 && found.inOrder < LISTS / 2, `${found.inOrder}`);
});
