import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fewest } from '../../../../src/drill/soak/fewest.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const never = (): boolean => false;

test('one fault that matters is found among many, in few tries', async () => {
  const fails = (part: readonly number[]): Promise<boolean> => Promise.resolve(part.includes(11));
  assert.deepEqual(await fewest(upTo(16), fails, never), {
    items: [11],
    tries: 6,
    complete: true,
  });
});

test('nothing that is needed is left out, nothing else stays', async (t) => {
  let tried = 0;
  const cases = fc.record({ of: fc.integer({ min: 1, max: 24 }), seed: fc.array(fc.nat(23)) });
  const property = fc.asyncProperty(cases, async ({ of, seed }) => {
    const needed = [...new Set(seed.map((n) => (n % of) + 1))].toSorted((a, b) => a - b);
    const fails = (part: readonly number[]): Promise<boolean> =>
      Promise.resolve(needed.every((n) => part.includes(n)));
    const { items, complete } = await fewest(upTo(of), fails, never);
    tried += 1;
    // Something must be played: where everything fails, one is left.
    assert.deepEqual(
      { items: needed.length === 0 ? items.length : items, complete },
      { items: needed.length === 0 ? 1 : needed, complete: true },
    );
  });
  await fc.assert(property, { numRuns: 2000 });
  t.diagnostic(`${tried} lists`);
});

test('without budget it says what it has and that this may be too much', async () => {
  let left = 2;
  const fails = (part: readonly number[]): Promise<boolean> => Promise.resolve(part.includes(1));
  assert.deepEqual(await fewest(upTo(8), fails, () => left-- === 0), {
    items: [1, 2],
    tries: 2,
    complete: false,
  });
});
