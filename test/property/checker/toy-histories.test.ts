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
  expiry: fc.boolean(),
  lateWatch: fc.constantFrom(0, 0, 10),
  locks: fc.boolean(),
});

test('no legal history is called a violation', (t) => {
  const numRuns = LONG ? 50_000 : 2000;
  let decided = 0;
  let operations = 0;
  const held = { 'locks-have-one-owner': 0, 'restored-leases-are-kept': 0 };
  fc.assert(
    fc.property(options, (drawn) => {
      const record = new ToyCluster(drawn).record();
      const results = judge(record);
      const bad = results.filter(
        ({ status, reason }) => status === 'violated' || reason.includes('itself failed'),
      );
      assert.deepEqual(bad, []);
      operations += record.ops.length;
      const holding = new Set(results.filter((r) => r.status === 'holds').map(({ name }) => name));
      if (holding.has('linearizable')) decided += 1;
      for (const name of ['locks-have-one-owner', 'restored-leases-are-kept'] as const)
        if (holding.has(name)) held[name] += 1;
    }),
    { numRuns, seed: 4 },
  );
  t.diagnostic(
    `${numRuns} legal histories, ${operations} operations, ${decided} decided as holding`,
  );
  t.diagnostic(`held: ${JSON.stringify(held)}`);
  assert.ok(Object.values(held).every((times) => times > numRuns / 20));
  // Unwatched histories with many lost writes may stay open; most must not.
  assert.ok(decided > numRuns * 0.8, `only ${decided} of ${numRuns} were decided`);
});

const UNWATCHED = { ops: 35, keys: 5, lostPercent: 30, watched: false, restores: 1 };
const LATE = { watched: true, expiry: false, lateWatch: 15 };

/** Legal histories that were called violations once, each for a reason of its own. */
const ONCE_ACCUSED: readonly (readonly [ToyOptions, why: string])[] = [
  [{ ...UNWATCHED, seed: '0x134a95' }, 'a lease took a key along whose put nobody saw'],
  [{ ...UNWATCHED, seed: '0xf67cc' }, 'a hidden put turned the compare of a hidden txn'],
  [{ ...UNWATCHED, seed: '0xf8b42' }, 'the same, behind a delete that counted the hidden put'],
  [
    {
      ...LATE,
      seed: '0x2faf29d',
      ops: 12,
      keys: 5,
      lostPercent: 5,
      restores: 1,
      expiry: true,
      lateWatch: 5,
    },
    'events were held against changes that had been taken back',
  ],
  [
    { ...LATE, seed: '0x2faf0bf', ops: 57, keys: 3, lostPercent: 30, restores: 2 },
    'events told of changes from before the watch',
  ],
  [
    { ...LATE, seed: '0x4c5e727', ops: 44, keys: 5, lostPercent: 15, restores: 1, lateWatch: 5 },
    'an early pick left a later revision one explanation, and the wrong one',
  ],
  [
    {
      ...LATE,
      seed: '0x4c4db91',
      ops: 25,
      keys: 3,
      lostPercent: 30,
      restores: 2,
      expiry: true,
      lateWatch: 5,
    },
    'a txn did more than was seen of it',
  ],
];

for (const [drawn, why] of ONCE_ACCUSED) {
  test(`seed ${drawn.seed} is no violation: ${why}`, () => {
    const results = judge(new ToyCluster(drawn).record());
    const bad = results.filter(({ status }) => status === 'violated');
    assert.deepEqual(bad, []);
  });
}

/** What a mutation needs to find something to damage. */
const SHAPES: Partial<Record<string, Partial<ToyOptions>>> = {
  earlyExpiry: { lostPercent: 0, expiry: true },
  lostLease: { restores: 1, ops: 60 },
};

for (const [name, mutate] of Object.entries(MUTATIONS)) {
  test(`a damaged history is a violation: ${name}`, (t) => {
    const numRuns = LONG ? 3000 : 200;
    let tried = 0;
    let named = 0;
    // Where nobody watched, what a write of unknown fate may have done excuses much.
    const watched = options.map((drawn) => {
      return { ...drawn, watched: true, lateWatch: 0, ops: drawn.ops + 10, ...SHAPES[name] };
    });
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
