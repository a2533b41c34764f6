import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRng } from '../../../src/core/rng.ts';
import { judge } from '../../../src/checker/judge.ts';
import { MUTATIONS } from './mutations.ts';
import { ToyCluster, type ToyOptions } from './toy-cluster.ts';

const LONG = process.env['DOOMSDAY_LONG'] === '1';

const options = fc.record<ToyOptions>({
  seed: fc.integer({ min: 0 }).map((n) => `0x${n.toString(16)}`),
  ops: fc.integer({ min: 1, max: 60 }),
  keys: fc.integer({ min: 1, max: 5 }),
  lostPercent: fc.constantFrom(0, 5, 30),
  watched: fc.boolean(),
  restores: fc.constantFrom(0, 0, 1, 2),
});

test('no legal history is called a violation', (t) => {
  const numRuns = LONG ? 50_000 : 2000;
  let decided = 0;
  let operations = 0;
  fc.assert(
    fc.property(options, (drawn) => {
      const record = new ToyCluster(drawn).record();
      const results = judge(record);
      const bad = results.filter(
        ({ status, reason }) => status === 'violated' || reason.includes('itself failed'),
      );
      assert.deepEqual(bad, []);
      operations += record.ops.length;
      if (results.find(({ name }) => name === 'linearizable')?.status === 'holds') decided += 1;
    }),
    { numRuns, seed: 4 },
  );
  t.diagnostic(
    `${numRuns} legal histories, ${operations} operations, ${decided} decided as holding`,
  );
  // Unwatched histories with many lost writes may stay open; most must not.
  assert.ok(decided > numRuns * 0.8, `only ${decided} of ${numRuns} were decided`);
});

for (const [name, mutate] of Object.entries(MUTATIONS)) {
  test(`a damaged history is a violation: ${name}`, (t) => {
    const numRuns = LONG ? 3000 : 200;
    let tried = 0;
    let named = 0;
    const watched = options.map((drawn) => ({ ...drawn, watched: true, ops: drawn.ops + 10 }));
    fc.assert(
      fc.property(watched, (drawn) => {
        const honest = new ToyCluster(drawn).record();
        const damage = mutate(honest, seededRng(`${drawn.seed}/damage`));
        if (damage === undefined) return;
        tried += 1;
        const violated = judge(damage.record).filter(({ status }) => status === 'violated');
        assert.notDeepEqual(violated, []);
        const witnesses = violated.flatMap((result) => result.witnesses);
        const { operation } = damage;
        if (operation === undefined) return;
        if (witnesses.some(({ operations }) => operations.includes(operation))) named += 1;
      }),
      { numRuns, seed: 4 },
    );
    t.diagnostic(`${tried} damaged histories, the damaged operation named in ${named}`);
    assert.ok(tried > numRuns / 10, `only ${tried} histories could be damaged`);
  });
}
