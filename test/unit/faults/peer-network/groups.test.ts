import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRng } from '../../../../src/core/rng.ts';
import {
  apartBetween,
  bridged,
  halves,
  minorityAround,
  ringOfMajorities,
  type Pair,
} from '../../../../src/faults/peer-network/groups.ts';

const SEEDS = 50;
const members = (count: number): string[] => Array.from({ length: count }, (_, i) => `m${i + 1}`);
const heardBy = (name: string, all: readonly string[], apart: readonly Pair<string>[]): string =>
  all
    .filter(
      (other) =>
        !apart.some((pair) => other !== name && pair.includes(name) && pair.includes(other)),
    )
    .toSorted()
    .join(' ');

test('pairs of different groups are apart, a member of both groups hears both', () => {
  assert.deepEqual(apartBetween([['a'], ['b', 'c']]), [
    ['a', 'b'],
    ['a', 'c'],
  ]);
  assert.deepEqual(
    apartBetween([
      ['x', 'a'],
      ['x', 'b'],
    ]),
    [['a', 'b']],
  );
  assert.deepEqual(apartBetween([['a', 'b']]), []);
});

test('halves, a minority and a bridge have the sizes that they say, whatever the seed', (t) => {
  let cases = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    for (let count = 3; count <= 9; count++, cases++) {
      const all = members(count);
      const rng = seededRng(`${seed}/${count}`);
      const half = halves(all, rng).map((g) => g.length);
      const minority = minorityAround(['m2'], all, rng);
      const [one = [], other = []] = bridged('m1', all, rng);
      assert.deepEqual(half, [Math.floor(count / 2), Math.ceil(count / 2)]);
      assert.equal(minority[0]?.length, Math.floor((count - 1) / 2));
      assert.deepEqual(minority.flat().toSorted(), all);
      assert.deepEqual([...one, ...other.slice(1)].toSorted(), all);
      assert.ok(Math.abs(one.length - other.length) <= 1);
    }
  }
  t.diagnostic(`${cases} draws`);
});

test('in a ring each of five, seven or nine hears another majority, and hearing is mutual', (t) => {
  let cases = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    for (const count of [5, 7, 9]) {
      const all = members(count);
      const { apart } = ringOfMajorities(all, seededRng(`${seed}`));
      const heard = all.map((name) => heardBy(name, all, apart));
      assert.equal(new Set(heard).size, count);
      for (const names of heard) assert.ok(names.split(' ').length > count / 2, names);
      cases++;
    }
  }
  t.diagnostic(`${cases} draws`);
});
