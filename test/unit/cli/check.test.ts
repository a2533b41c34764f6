import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { doomsday } from '../../../src/cli/doomsday.ts';
import { keptContext, REPO } from '../../support/cli-context.ts';

const GOLDEN = join(REPO, 'test/golden/check');

interface Entry {
  readonly file: string;
  readonly record: number;
  readonly verdict: string;
  readonly operations: number;
  readonly checks: readonly { name: string; status: string; reason: string; witnesses: object[] }[];
  readonly recorderFaults: readonly { why: string; observed: readonly string[][] }[];
  readonly notices: readonly string[];
  readonly parseMs: number;
  readonly checkMs: number;
}

async function check(...args: string[]) {
  const context = keptContext({ cwd: GOLDEN });
  const code = await doomsday(['check', ...args], context);
  return { code, ...context.written };
}

async function entries(...args: string[]): Promise<{ code: number; entries: Entry[] }> {
  const { code, out, err } = await check(...args, '--json');
  assert.equal(err, '');
  return { code, entries: JSON.parse(out) as Entry[] };
}

const short = ({ file, record, verdict, operations, checks }: Entry) => ({
  ...{ file, record, verdict, operations },
  checks: checks.map(({ name, status }) => `${name} ${status}`),
});

const HOLDS = ['acknowledged-writes-survive holds', 'linearizable holds'];
const STALE = [
  'acknowledged-writes-survive unknown',
  'linearizable violated',
  'members-agree-on-hash unknown',
  'members-serve-and-agree unknown',
];
const one = (status: string): string[] => [`linearizable ${status}`];

/** file, exit code, then verdict, operations and checks of each record. */
const cases: readonly [string, number, ...(readonly [string, number, readonly string[]])[]][] = [
  ['holds.ndjson', 0, ['holds', 2, HOLDS]],
  ['stale-read.ndjson', 3, ['violated', 3, STALE]],
  ['two-drills.ndjson', 3, ['holds', 2, HOLDS], ['violated', 3, STALE]],
  [
    'idle.ndjson',
    2,
    ['unknown', 0, ['acknowledged-writes-survive unknown', 'linearizable unknown']],
  ],
  ['overlapping-calls.ndjson', 4, ['broken', 2, []]],
  ['no-revision.ndjson', 4, ['broken', 0, []]],
  ['register-holds.txt', 0, ['holds', 4, one('holds')]],
  ['register-stale-read.txt', 3, ['violated', 2, one('violated')]],
  ['kv-lost-append.txt', 3, ['violated', 2, one('violated')]],
  ['register.edn', 0, ['holds', 1, one('holds')]],
];

for (const [file, code, ...records] of cases) {
  test(`check --json ${file}`, async () => {
    const found = await entries(file);
    assert.deepEqual(
      found.entries.map(short),
      records.map(([verdict, operations, checks], i) => ({
        ...{ file, record: i + 1, verdict, operations, checks },
      })),
    );
    assert.equal(found.code, code);
    for (const { parseMs, checkMs } of found.entries) assert.ok(parseMs >= 0 && checkMs >= 0);
  });
}

test('several files are one array, and the worst decides', async () => {
  const found = await entries('register-holds.txt', 'overlapping-calls.ndjson', 'register.edn');
  assert.deepEqual(
    found.entries.map(({ file, verdict }) => [file, verdict]),
    [
      ['register-holds.txt', 'holds'],
      ['overlapping-calls.ndjson', 'broken'],
      ['register.edn', 'holds'],
    ],
  );
  assert.equal(found.code, 4);
});

test('a torn last line is told, and the rest is judged', async () => {
  const { entries: all } = await entries('torn.ndjson');
  assert.deepEqual(
    all.map(({ operations, notices }) => [operations, notices]),
    [[2, [`${join(GOLDEN, 'torn.ndjson')}:4: the last line is torn and was left out`]]],
  );
});

test('a torn last line of another format is told as well', async () => {
  const { entries: all } = await entries('torn.edn.txt', 'torn-register.txt');
  assert.deepEqual(
    all.map(({ operations, verdict, notices }) => [operations, verdict, notices]),
    [
      [1, 'holds', [`${join(GOLDEN, 'torn.edn.txt')}:3: the last line is torn and was left out`]],
      [
        1,
        'holds',
        [`${join(GOLDEN, 'torn-register.txt')}:3: the last line is torn and was left out`],
      ],
    ],
  );
});

test("the recorder's own mistakes name the operations, and nothing is judged", async () => {
  const overlap = await entries('overlapping-calls.ndjson');
  assert.deepEqual(
    overlap.entries[0]?.recorderFaults.map(({ why }) => why),
    ['client 1 had two calls open at once'],
  );
  const silent = await entries('no-revision.ndjson');
  const [fault] = silent.entries[0]?.recorderFaults ?? [];
  assert.equal(fault?.observed[0]?.[0], `${join(GOLDEN, 'no-revision.ndjson')}:2`);
});

test('a violation is shown: promise, what was seen, why, and what happened near it', async () => {
  const { code, out } = await check('stale-read.ndjson');
  assert.equal(code, 3);
  const stale =
    'get "load/a" by client 2 at m2, +30 ms to +32 ms: revision 2, ' +
    '"load/a" = "1" create 2 mod 2 version 1';
  const text = out.replace(/(operations, .* hold) .*/, '$1').replaceAll(/\(".*"\)/g, '("…")');
  assert.equal(
    text.split('\n\n').slice(0, 4).join('\n\n'),
    [
      'VIOLATED  stale-read.ndjson  record 1: 3 operations, 0 of 4 guarantees hold',
      'VIOLATED  linearizable  ("…")',
      [
        '  returned first put "load/a" = "2" by client 1 at m1, +20 ms to +22 ms: revision 3',
        `  called later   ${stale}`,
        `  second opinion by values alone, no order of what was done to "load/a" explains ${stale}`,
        '  why            a linearizable read missed a revision ' +
          'that was known before it was called',
        '  between        fault isolate(m2) +23 ms … +42 ms',
      ].join('\n'),
      '  see            https://etcd.io/docs/v3.6/learning/api_guarantees/#strict-serializability',
    ].join('\n\n'),
  );
});

test("a recorder's mistake is shown as that", async () => {
  const { code, out } = await check('overlapping-calls.ndjson');
  assert.equal(code, 4);
  assert.equal(
    out.replace(/(operations, .* hold) .*/, '$1'),
    [
      'BROKEN  overlapping-calls.ndjson  record 1: 2 operations, 0 of 0 guarantees hold',
      '',
      'RECORDER FAULT  client 1 had two calls open at once; nothing is held against etcd',
      '',
      '  one            put "load/a" = "1" by client 1 at m1, +10 ms to +20 ms: revision 2',
      '  other          put "load/a" = "2" by client 1 at m1, +15 ms to +25 ms: revision 2',
      '  legal          a client calls, is answered, then calls again, ' +
        'and never again after an open call',
      '\n',
    ].join('\n'),
  );
});

const refused: readonly [name: string, args: string[], code: string, rows: string[]][] = [
  ['a malformed line', ['malformed.ndjson'], 'RECORD_UNREADABLE', ['malformed.ndjson:4']],
  ['no such file', ['nothing.log'], 'HISTORY_UNREADABLE', ['nothing.log', 'ENOENT']],
  ['neither by name nor by look', ['README.md'], 'HISTORY_FORMAT_UNKNOWN', ['README.md:1']],
  [
    'a log forced to be a record',
    ['register-holds.txt', '--format', 'doomsday'],
    'RECORD_UNREADABLE',
    ['register-holds.txt:1'],
  ],
  [
    'a register judged as kv',
    ['register.edn', '--model', 'kv'],
    'MODEL_DOES_NOT_FIT',
    ['a history of the model register'],
  ],
  [
    'a record judged as a register',
    ['holds.ndjson', '--model', 'register'],
    'MODEL_DOES_NOT_FIT',
    ['a history of the model etcd'],
  ],
  ['a misspelt model', ['register.edn', '--model', 'regster'], 'USAGE', ['"register"?']],
];

for (const [name, args, code, rows] of refused) {
  test(`check refuses, exit 64: ${name}`, async () => {
    const found = await check(...args);
    assert.deepEqual([found.code, found.out], [64, '']);
    assert.equal(found.err.split(' ')[0], code);
    for (const row of rows) assert.ok(found.err.includes(row), found.err);
  });
}
