import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recorderFaults } from '../../../src/checker/recorder-faults.ts';
import type { OpLine } from '../../../src/history/types.ts';
import { build } from './build-record.ts';

const timed = (...calls: Partial<OpLine>[]) =>
  calls.reduce((record, rest, i) => record.put('k', `v${i}`, i + 2, rest), build()).record;

const cases: readonly [name: string, record: ReturnType<typeof timed>, said: string[]][] = [
  ['nothing', build().record, []],
  ['one after the other', timed({ client: 1 }, { client: 1 }), []],
  [
    'the next call at the very moment of the answer',
    timed({ client: 1, call: 10, ret: 20 }, { client: 1, call: 20, ret: 30 }),
    [],
  ],
  ['two clients at once', timed({ call: 10, ret: 30 }, { call: 20, ret: 40 }), []],
  [
    'a lost call, and a fresh client after it',
    timed({ client: 1, ret: null, outcome: 'info' }, { client: 2 }),
    [],
  ],
  [
    'two calls of one client at once',
    timed({ client: 1, call: 10, ret: 30 }, { client: 1, call: 20, ret: 40 }),
    ['client 1 had two calls open at once'],
  ],
  [
    'a client that calls again while its lost call is open',
    timed({ client: 1, call: 10, ret: null, outcome: 'info' }, { client: 1, call: 20, ret: 40 }),
    ['client 1 had two calls open at once'],
  ],
  [
    'a short call inside a long one, and a third',
    timed(
      { client: 1, call: 10, ret: 90 },
      { client: 1, call: 20, ret: 30 },
      { client: 1, call: 40, ret: 50 },
    ),
    ['client 1 had two calls open at once', 'client 1 had two calls open at once'],
  ],
  [
    'an answer before its call',
    timed({ client: 1, call: 20, ret: 10 }),
    ['operation 1 was answered before it was called'],
  ],
];

for (const [name, record, said] of cases) {
  test(`the recorder's own mistakes: ${name}`, () => {
    assert.deepEqual(
      recorderFaults(record).map(({ why }) => why),
      said,
    );
  });
}
