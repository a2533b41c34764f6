import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoomsdayError } from '../../../../src/core/doomsday-error.ts';
import { groupsByName } from '../../../../src/faults/peer-network/groups-by-name.ts';

const members = ['m1', 'm2', 'm3'].map((name) => ({ name }));

/** `m1 m2 | m3`, or the error's code and what was observed. */
function parted(text: string): unknown {
  try {
    return groupsByName(text, members).map((group) => group.map(({ name }) => name));
  } catch (error) {
    assert.ok(error instanceof DoomsdayError, String(error));
    return [error.code, error.facts.observed];
  }
}

const CASES: readonly [text: string, parted: unknown][] = [
  ['m1 m2 | m3', [['m1', 'm2'], ['m3']]],
  ['m3, m1|m2', [['m1', 'm3'], ['m2']]],
  ['m1 | m2 | m3', [['m1'], ['m2'], ['m3']]],
  ['m1 m2 m3', ['GROUPS', 'm1 m2 m3']],
  ['m1 m2 | | m3', ['GROUPS', 'm1 m2 | | m3']],
  ['', ['GROUPS', '']],
  ['m1 m2 | m2 m3', ['GROUPS', 'm2 more than once']],
  ['m1 m1 | m2 m3', ['GROUPS', 'm1 more than once']],
  ['m1 | m2', ['NO_TARGET', 'm1 | m2; m3 is in no group']],
  ['m1 m2 | m3 m4', ['NO_TARGET', 'm1 m2 | m3 m4; m4 is no member']],
];

for (const [text, expected] of CASES) {
  test(`"${text}"`, () => assert.deepEqual(parted(text), expected));
}
