import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds, toMillis } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { drawLatencies, latenciesTold, turnLatencies } from '../../../src/faults/latency-turns.ts';
import type { Link, Toxic } from '../../../src/links/link.ts';

const bounds = { from: millis(20), to: millis(101), every: millis(1) };
const drawn = (seed: string): number[] => drawLatencies(seededRng(seed), bounds);

test('what is drawn is told, and told again by the same seed', () => {
  const told = latenciesTold(drawn('a'));
  assert.match(told, /^one way in ms, again and again:( \d+){16}$/);
  const other = latenciesTold(drawn('b'));
  assert.deepEqual([latenciesTold(drawn('a')), other === told], [told, false]);
});

test('turn about from the lower and the upper half, whatever the seed', (t) => {
  let cases = 0;
  for (let seed = 0; seed < 200; seed++) {
    for (const [n, ms] of drawn(String(seed)).entries()) {
      assert.ok(n % 2 === 0 ? ms >= 20 && ms <= 61 : ms >= 61 && ms <= 101, `${n}: ${ms}`);
      cases += 1;
    }
  }
  t.diagnostic(`${cases} latencies`);
});

/** A link that knows what is on it, in ms; the addition that is numbered so is refused. */
function linkWith(refused?: number) {
  const on = new Map<number, number>();
  const least: number[] = [];
  let added = 0;
  const add = async (toxic: Toxic) => {
    const id = ++added;
    if (id === refused) throw new Error('refused');
    on.set(id, toMillis((toxic as Toxic & { type: 'latency' }).latency));
    const remove = async (): Promise<void> => {
      on.delete(id);
      least.push(on.size);
    };
    return { name: `t${id}`, remove };
  };
  return { link: { add } as Partial<Link> as Link, on, least, added: () => added };
}

const limits = { within: seconds(5), every: millis(1) };

test('another latency at every turn, never none between two, and none after the heal', async () => {
  const heal = new HealStack();
  const { link, on, least, added } = linkWith();
  const ways = [{ link, stream: 'upstream' }] as const;
  await turnLatencies({ heal }, ways, { ms: [5, 9], every: millis(1) });
  const first = [...on.values()];
  await eventually('six turns', () => added() >= 6, limits);
  const between = [...least];
  assert.deepEqual(await heal.healAll(), []);
  assert.deepEqual(
    { first, seen: new Set(between), left: [...on.values()] },
    { first: [5], seen: new Set([1]), left: [] },
  );
});

test('a turn that cannot be put on is told by the heal, and nothing is left of those before', async () => {
  const heal = new HealStack();
  const { link, on, added } = linkWith(3);
  const ways = [{ link, stream: 'upstream' }] as const;
  await turnLatencies({ heal }, ways, { ms: [5, 9], every: millis(1) });
  await eventually('three turns', () => added() >= 3, limits);
  const failures = await heal.healAll();
  assert.deepEqual(
    { told: failures.map(({ error }) => String(error)), left: [...on.values()] },
    { told: ['Error: refused'], left: [] },
  );
});
