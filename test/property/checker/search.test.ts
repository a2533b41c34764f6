import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlainOp } from '../../../src/history/plain-history.ts';
import { register } from '../../../src/checker/search/register.ts';
import { search } from '../../../src/checker/search/search.ts';

const value = fc.constantFrom('1', '2', null);

const op = fc.record({
  f: fc.constantFrom('read', 'write', 'cas'),
  a: value,
  b: value,
  swapped: fc.boolean(),
  call: fc.integer({ min: 0, max: 8 }),
  took: fc.integer({ min: 0, max: 5 }),
  lost: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

const history = fc.array(op, { minLength: 1, maxLength: 6 }).map((drawn) =>
  drawn.map(({ f, a, b, swapped, call, took, lost }, i): PlainOp => {
    const output = lost ? undefined : f === 'read' ? a : f === 'cas' ? swapped : undefined;
    const input = f === 'cas' ? ([a, b] as const) : a;
    const ret = lost ? Infinity : call + took;
    return {
      id: i + 1,
      process: String(i),
      f,
      key: '',
      input,
      output,
      call,
      ret,
      line: i + 1,
    };
  }),
);

/** Tries every order of every choice of lost operations: no cleverness to be wrong about. */
function bruteForce(left: readonly PlainOp[], state: string): boolean {
  if (left.every((one) => one.ret === Infinity)) return true;
  return left.some((first) => {
    if (left.some((other) => other.ret < first.call)) return false;
    const next = register.step(state, first);
    return (
      next !== undefined &&
      bruteForce(
        left.filter((other) => other !== first),
        next,
      )
    );
  });
}

test('the search agrees with brute force on tiny histories', (t) => {
  const numRuns = process.env['DOOMSDAY_LONG'] === '1' ? 100_000 : 5000;
  const found = { holds: 0, violated: 0 };
  fc.assert(
    fc.property(history, (ops) => {
      const expected = bruteForce(ops, register.initial) ? 'holds' : 'violated';
      found[expected] += 1;
      assert.equal(search(ops, register, 1_000_000).status, expected);
    }),
    { numRuns, seed: 4 },
  );
  t.diagnostic(`${numRuns} histories: ${found.holds} hold, ${found.violated} are violated`);
});
