import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../../../src/checker/check.ts';
import { CHECKS } from '../../../src/checker/checks.ts';
import { Facts } from '../../../src/checker/facts.ts';
import { judge, judgeOne } from '../../../src/checker/judge.ts';
import { build, kv } from './build-record.ts';

test('no check holds on an empty history', () => {
  const facts = new Facts(build().record);
  const held = CHECKS.filter((check) => judgeOne(check, facts).status !== 'unknown');
  assert.deepEqual(held, []);
});

test('a check that crashes is unknown and shows its stack', () => {
  const judge = (): never => {
    throw new Error('no such thing');
  };
  const check: Check = { name: 'crash', guarantee: 'g', source: 's', how: 'h', judge };
  const { reason, ...rest } = judgeOne(check, new Facts(build().record));
  const plain = { name: 'crash', guarantee: 'g', source: 's', examined: {}, witnesses: [] };
  assert.deepEqual(rest, { ...plain, status: 'unknown' });
  assert.match(reason, /itself failed: Error: no such thing\n +at /);
});

test('a record that has to do with nothing but calls is judged by what applies', () => {
  const record = build()
    .put('k', 'a', 2)
    .get('k', 2, kv('k', 'a', 2)).record;
  const named = judge(record).map(({ name, status }) => [name, status]);
  assert.deepEqual(named, [
    ['acknowledged-writes-survive', 'holds'],
    ['linearizable', 'holds'],
  ]);
});

test('the same record gives the same results', () => {
  const record = build().put('k', 'a', 2).get('k', 1).record;
  assert.deepEqual(judge(record), judge(record));
});
