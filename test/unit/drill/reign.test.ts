import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reignAfter, type Reign } from '../../../src/drill/reign.ts';

/** `m1@3 m1@3 -`: each member's leader and term; `-` did not answer, `?@3` names nobody. */
const looks = (text: string) =>
  text.split(' ').map((word, i) => {
    const member = `m${i + 1}`;
    if (word === '-') return { member, up: false };
    const [leader, term] = word.split('@') as [string, string];
    return { member, up: true, term, ...(leader === '?' ? {} : { leader }) };
  });

const M1: Reign = { leader: 'm1', term: '3', since: 5 };

const cases: readonly [string, Reign | undefined, string, Reign | undefined][] = [
  ['all agree for the first time', undefined, 'm1@3 m1@3 m1@3', { ...M1, since: 9 }],
  ['all agree again', M1, 'm1@3 m1@3 m1@3', M1],
  ['all agree on another', M1, 'm2@4 m2@4 m2@4', { leader: 'm2', term: '4', since: 9 }],
  ['the same leader in another term', M1, 'm1@5 m1@5 m1@5', { leader: 'm1', term: '5', since: 9 }],
  ['one did not answer', M1, 'm1@3 - m1@3', M1],
  ['nobody answered', M1, '- - -', M1],
  ['nobody answered, and nobody reigned', undefined, '- - -', undefined],
  ['one did not answer, and nobody reigned', undefined, 'm1@3 - m1@3', undefined],
  ['one names another', M1, 'm1@3 m2@4 m1@3', undefined],
  ['one names nobody', M1, 'm1@3 ?@3 m1@3', undefined],
  ['one is in another term', M1, 'm1@3 m1@2 m1@3', undefined],
];
for (const [name, before, text, after] of cases) {
  test(`${name}: ${text}`, () => assert.deepEqual(reignAfter(before, looks(text), 9), after));
}
