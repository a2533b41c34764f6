import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePlain } from '../../../../src/checker/search/judge-plain.ts';
import { DoomsdayError } from '../../../../src/core/doomsday-error.ts';
import { readEdnHistory } from '../../../../src/record/formats/edn-history.ts';
import { readJepsenRegister } from '../../../../src/record/formats/jepsen-register.ts';

const jepsen = (...lines: string[]): string =>
  lines.map((line) => `INFO  jepsen.util - ${line}`).join('\n');
const edn = (...rows: string[]): string => rows.map((row) => `{${row}}`).join('\n');
const statusOf = (history: Parameters<typeof judgePlain>[0]): unknown =>
  judgePlain(history)[0]?.status;

const REGISTERS = [
  [
    'a read of what was written',
    ['0 :invoke :write 1', '0 :ok :write 1', '1 :invoke :read nil', '1 :ok :read 1'],
    'holds',
  ],
  [
    'a stale read',
    ['0 :invoke :write 1', '0 :ok :write 1', '1 :invoke :read nil', '1 :ok :read nil'],
    'violated',
  ],
  [
    'a lost write may land late',
    [
      '0 :invoke :write 1',
      '0 :info :write :timed-out',
      '1 :invoke :read nil',
      '1 :ok :read nil',
      '1 :invoke :read nil',
      '1 :ok :read 1',
    ],
    'holds',
  ],
  [
    'a lost write happens once',
    [
      '0 :invoke :write 1',
      '0 :info :write :timed-out',
      '1 :invoke :read nil',
      '1 :ok :read 1',
      '1 :invoke :write 2',
      '1 :ok :write 2',
      '1 :invoke :read nil',
      '1 :ok :read 1',
    ],
    'violated',
  ],
  [
    'a failed cas did not swap',
    [
      '0 :invoke :write 1',
      '0 :ok :write 1',
      '0 :invoke :cas [2 3]',
      '0 :fail :cas [2 3]',
      '0 :invoke :read nil',
      '0 :ok :read 1',
    ],
    'holds',
  ],
  [
    'a cas failed that should have swapped',
    ['0 :invoke :write 2', '0 :ok :write 2', '0 :invoke :cas [2 3]', '0 :fail :cas [2 3]'],
    'violated',
  ],
  [
    'a read that timed out says nothing',
    ['0 :invoke :read nil', '0 :fail :read :timed-out', '1 :invoke :write 1', '1 :ok :write 1'],
    'holds',
  ],
] as const;

for (const [name, lines, status] of REGISTERS) {
  test(`a Jepsen register log: ${name}`, () => {
    assert.equal(statusOf(readJepsenRegister('h.log', jepsen(...lines))), status);
  });
}

test('a violation is shrunk to the operations that contradict each other', () => {
  const noise = Array.from({ length: 30 }, (_, i) => [
    `0 :invoke :write ${i}`,
    `0 :ok :write ${i}`,
  ]);
  const lines = [...noise.flat(), '1 :invoke :read nil', '1 :ok :read 5'];
  const [result] = judgePlain(readJepsenRegister('h.log', jepsen(...lines)));
  assert.deepEqual(result?.witnesses[0]?.observed, [
    ['line 11', 'write "5" -> ? by process 0'],
    ['line 29', 'write "14" -> ? by process 0'],
    ['line 61', 'read -> "5" by process 1'],
  ]);
});

test('a key-value log', () => {
  const base = [
    ':process 0, :type :invoke, :f :append, :key "0", :value "x"',
    ':process 0, :type :ok, :f :append, :key "0", :value "x"',
    ':process 1, :type :invoke, :f :get, :key "0", :value nil',
  ];
  const got = (value: string): string =>
    edn(...base, `:process 1, :type :ok, :f :get, :key "0", :value "${value}"`);
  const all = ['x', ''].map((value) => statusOf(readEdnHistory('h.txt', got(value))));
  assert.deepEqual(all, ['holds', 'violated']);
});

test('a Knossos history in one vector', () => {
  const rows = [
    ':process 0, :type :invoke, :f :write, :value 1',
    ':process 0, :type :ok, :f :write, :value 1',
    ':process :nemesis, :type :info, :f :start, :value nil',
    ':process 1, :type :invoke, :f :cas, :value [1 2]',
    ':process 1, :type :ok, :f :cas, :value [1 2]',
    ':process 0, :type :invoke, :f :read, :value nil',
    ':process 0, :type :ok, :f :read, :value 2',
  ];
  assert.equal(statusOf(readEdnHistory('h.edn', `[${edn(...rows)}]`)), 'holds');
});

const UNUSABLE = [
  [
    ':process 0, :type :invoke, :f :jump, :value 1',
    'h.edn:1',
    'a map without a usable :process, :type or :f',
  ],
  [':process 0, :type :invoke, :f :cas, :value 1', 'h.edn:1', 'a cas whose :value is no pair'],
  [':process 0, :type', 'h.edn:1', 'a map with a key that has no value'],
  [
    ':process 0, :type :invoke, :f :write, :value {1 2}',
    'h.edn:1',
    'a map with a collection in its :key or :value',
  ],
  [
    ':process 0, :type :invoke, :f :cas, :value [[1 2] 3]',
    'h.edn:1',
    'a map with a collection in its :key or :value',
  ],
] as const;

for (const [row, where, observed] of UNUSABLE) {
  test(`unusable: ${observed}`, () => {
    assert.throws(
      () => readEdnHistory('h.edn', edn(row)),
      (error) => {
        assert.ok(error instanceof DoomsdayError);
        assert.deepEqual(
          [error.facts.where, error.facts.observed, error.exit],
          [where, observed, 64],
        );
        return true;
      },
    );
  });
}

test('unusable: a cas of a Jepsen log that does not say both of its values', () => {
  const lines = jepsen('0 :invoke :write 1', '0 :ok :write 1', '1 :invoke :cas 2 4]');
  assert.throws(
    () => readJepsenRegister('h.log', lines),
    (error) => {
      assert.ok(error instanceof DoomsdayError);
      assert.deepEqual(
        [error.facts.where, error.facts.observed, error.exit],
        ['h.log:3', 'INFO  jepsen.util - 1 :invoke :cas 2 4]', 64],
      );
      return true;
    },
  );
});

const RECORDER_FAULTS = [
  [[':process 0, :type :ok, :f :write, :value 1'], 1, 'process 0 returns without a call'],
  [
    [':process 0, :type :invoke, :f :write, :value 1', ':process 0, :type :invoke, :f :read'],
    2,
    'process 0 calls inside its own call',
  ],
] as const;

for (const [rows, line, observed] of RECORDER_FAULTS) {
  test(`the recorder's own mistake: ${observed}`, () => {
    assert.throws(
      () => readEdnHistory('h.edn', edn(...rows)),
      (error) => {
        assert.ok(error instanceof DoomsdayError);
        const { code, exit, facts } = error;
        assert.deepEqual(
          [code, exit, facts.where, facts.observed],
          ['RECORDER_FAULT', 4, `h.edn:${line}`, observed],
        );
        return true;
      },
    );
  });
}

test('out of budget is unknown, and says what was decided so far', () => {
  const done = [':process 9, :type :invoke, :f :put, :key "a", :value "1"'];
  done.push(':process 9, :type :ok, :f :put, :key "a", :value "1"');
  const all = Array.from({ length: 12 }, (_, i) => String(i));
  const said = (type: string, i: string): string =>
    `:process ${i}, :type :${type}, :f :append, :key "b", :value "${i}"`;
  const open = all.map((i) => said('invoke', i));
  const history = readEdnHistory('h.txt', edn(...done, ...open, ...all.map((i) => said('ok', i))));
  const [result] = judgePlain(history, { mostSteps: 1000 });
  assert.deepEqual(
    [result?.status, result?.reason],
    [
      'unknown',
      'an order was found for 1 of 2 keys; the others were not decided within 1000 steps each',
    ],
  );
});
