import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng, type Rng } from '../../../src/core/rng.ts';
import type { Witness } from '../../../src/core/check-result.ts';
import { judge } from '../../../src/checker/judge.ts';
import { judgePlain } from '../../../src/checker/search/judge-plain.ts';
import { register } from '../../../src/checker/search/register.ts';
import { search } from '../../../src/checker/search/search.ts';
import type { PlainOp } from '../../../src/history/plain-history.ts';
import { MUTATIONS } from './mutations.ts';
import { ToyCluster } from './toy-cluster.ts';

const LONG = process.env['DOOMSDAY_LONG'] === '1';
const BUDGET = 1_000_000;

/** Calls of a register, concurrent and with answers that nobody was honest about. */
function anyHistory(rng: Rng): PlainOp[] {
  return Array.from({ length: rng.int(2, 14) }, (_, i) => {
    const f = rng.pick(['read', 'write', 'cas'] as const);
    const [a, b] = [rng.pick(['1', '2', '3']), rng.pick(['1', '2', '3'])];
    const lost = rng.int(0, 5) === 0;
    const call = 3 * i - rng.int(0, 9);
    const output = f === 'read' ? a : f === 'cas' ? rng.int(0, 1) === 1 : undefined;
    return {
      id: i + 1,
      process: String(i),
      f,
      key: '',
      input: f === 'cas' ? ([a, b] as const) : f === 'read' ? null : a,
      output: lost ? undefined : output,
      call,
      ret: lost ? Infinity : call + rng.int(1, 9),
      line: i + 1,
    };
  });
}

test('the operations of a witness contradict each other, and none of them is too many', (t) => {
  const tries = LONG ? 20_000 : 1000;
  let violated = 0;
  let named = 0;
  for (let i = 0; i < tries; i++) {
    const ops = anyHistory(seededRng(`witness/${i}`)).sort((a, b) => a.call - b.call);
    const [result] = judgePlain({ model: 'register', ops });
    if (result?.status !== 'violated') continue;
    const ids = new Set(result.witnesses[0]?.operations);
    const kept = ops.filter(({ id }) => ids.has(id));
    const end = search(ops, register, BUDGET).stuck?.ret ?? Infinity;
    const others = ops.filter(({ id, call }) => !ids.has(id) && call <= end);
    const statusOf = (some: readonly PlainOp[], free: readonly PlainOp[]): string =>
      search(some, register, BUDGET, free).status;
    assert.equal(statusOf(kept, others), 'violated', `history ${i}: not without the others`);
    for (const op of kept) {
      const fewer = kept.filter((other) => other !== op);
      const status = fewer.length === 0 ? 'holds' : statusOf(fewer, [...others, op]);
      assert.equal(status, 'holds', `history ${i}: operation ${op.id} is not needed`);
    }
    violated += 1;
    named += kept.length;
  }
  t.diagnostic(`${tries} histories, ${violated} violated, ${(named / violated).toFixed(1)} named`);
  assert.ok(violated > tries / 10);
});

/** Contradictions of revisions and times alone: they need nothing else to be seen. */
for (const name of ['reused', 'order'] as const) {
  test(`the operations of a witness are a violation by themselves: ${name}`, (t) => {
    const tries = LONG ? 3000 : 200;
    let tried = 0;
    let most = 0;
    for (let i = 0; i < tries; i++) {
      const options = { ops: 30, keys: 3, lostPercent: 5, watched: false, restores: 0 };
      const honest = new ToyCluster({ ...options, seed: `0x${i.toString(16)}` }).record();
      const damage = MUTATIONS[name](honest, seededRng(`${name}/${i}`));
      if (damage === undefined) continue;
      const [witness] = judge(damage.record).flatMap(({ name: check, witnesses }) =>
        check === 'linearizable' ? witnesses.filter(isOfRevisions) : [],
      );
      if (witness === undefined) continue;
      tried += 1;
      most = Math.max(most, witness.operations.length);
      const ids = new Set(witness.operations);
      const ops = damage.record.ops.filter(({ id }) => ids.has(id));
      const alone = judge({ ...damage.record, ops, states: [], watches: [], ended: false });
      const status = alone.find(({ name: check }) => check === 'linearizable')?.status;
      assert.equal(status, 'violated', `history ${i}: ${witness.why}`);
    }
    t.diagnostic(`${tried} witnesses, of at most ${most} operations`);
    assert.ok(tried > tries / 10, `only ${tried} histories had such a witness`);
    assert.ok(most <= 3);
  });
}

const OF_REVISIONS: ReadonlySet<string> = new Set([
  ...['claims', 'returned first', 'called later', 'saw it', 'made it'],
]);

const isOfRevisions = ({ observed }: Witness): boolean =>
  observed.every(([label]) => OF_REVISIONS.has(label));
