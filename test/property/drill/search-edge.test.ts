import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { searchEdge } from '../../../src/drill/envelope/search-edge.ts';

const RUNS = 1000;

/** Looks for an edge that is known, and returns what was looked at. */
async function search(
  edge: number,
  budget = Infinity,
): Promise<{ good: number; bad: number; looks: number }> {
  let [good, bad, looks] = [0, Infinity, 0];
  await searchEdge({
    ...{ from: 1, to: 1000, precision: 1.1, known: { wavering: false } },
    holds: async (scale) => {
      if (looks >= budget) return undefined;
      looks += 1;
      if (scale < edge) good = Math.max(good, scale);
      else bad = Math.min(bad, scale);
      return scale < edge;
    },
  });
  return { good, bad, looks };
}

test('an edge anywhere is found within 10 % in eight looks', async (t) => {
  let cases = 0;
  const edges = fc.double({ min: 1.2, max: 900, noNaN: true });
  await fc.assert(
    fc.asyncProperty(edges, async (edge) => {
      cases += 1;
      const { good, bad, looks } = await search(edge);
      assert.ok(good < edge && edge <= bad && bad / good <= 1.1 + 1e-9 && looks <= 8);
    }),
    { numRuns: RUNS },
  );
  t.diagnostic(`${cases} edges`);
});

test('an edge beyond the span is looked for at its end, and nothing is looked at without budget', async () => {
  const beyond = await search(5000);
  assert.deepEqual([beyond.good, beyond.bad], [1000, Infinity]);
  const before = await search(0.5);
  assert.deepEqual([before.good, before.bad], [0, 1]);
  assert.equal((await search(30, 3)).looks, 3);
});
