import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type {
  DrillRecord,
  HeaderLine,
  InvokeLine,
  Line,
  OpLine,
} from '../../../src/history/types.ts';
import { readRecords } from '../../../src/record/reader.ts';

const header: HeaderLine = {
  t: 'header',
  format: 'doomsday-history',
  version: 1,
  run: 'r1',
  seed: '0x1',
  startedAt: '2026-11-21T00:00:00.000Z',
  scene: 'one',
  etcd: {},
  prefixes: [],
};
const call = { client: 1, member: 'm1', epoch: 1, req: { op: 'get', key: 'k' } } as const;
const invoke = (id: number, at: number): InvokeLine => ({ t: 'invoke', id, call: at, ...call });
const op = (id: number, at: number): OpLine => ({
  t: 'op',
  id,
  ...call,
  call: at,
  ret: at + 5,
  outcome: 'ok',
  res: { rev: '1' },
});
const empty = { watches: [], faults: [], epochs: [], states: [], samples: [], marks: [] };

async function read(
  t: TestContext,
  content: string | Buffer,
): Promise<{ records: DrillRecord[]; notices: string[]; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'history.ndjson');
  await writeFile(file, content);
  const notices: string[] = [];
  const records: DrillRecord[] = [];
  const onNotice = (notice: string): number => notices.push(notice.replace(file, 'FILE'));
  try {
    for await (const record of readRecords(file, { onNotice })) records.push(record);
  } catch (error) {
    const { facts } = error as { facts?: { where?: string } };
    if (facts?.where !== undefined) facts.where = facts.where.replace(file, 'FILE');
    throw error;
  }
  return { records, notices, file };
}

const text = (lines: readonly (Line | object)[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

test('calls are paired, put in order of their call, and what never returned is info', async (t) => {
  const lines = [header, invoke(1, 10), invoke(2, 20), op(2, 20), invoke(3, 30), op(1, 10)];
  const { records, notices } = await read(t, text(lines));
  const lost = { ...op(3, 30), ret: null, outcome: 'info', res: null };
  const ops = [op(1, 10), op(2, 20), lost];
  assert.deepEqual(records, [{ header, ops, ...empty, ended: false, dropped: 0 }]);
  assert.deepEqual(notices, []);
});

test('several drills follow each other, each with its own lines of every kind', async (t) => {
  const others: Line[] = [
    { t: 'watch', id: 1, client: 1, member: 'm1', epoch: 1, at: 1, kind: 'progress' },
    {
      t: 'fault',
      id: 1,
      name: 'kill',
      targets: [],
      phase: 'inject',
      from: 1,
      to: 2,
      ok: true,
      evidence: '',
    },
    {
      t: 'epoch',
      n: 2,
      at: 1,
      cause: 'restore',
      snapshot: { revision: '1', takenAt: 1, member: 'm1' },
      bump: '0',
      markCompacted: false,
    },
    {
      t: 'state',
      epoch: 1,
      member: 'm1',
      at: 1,
      read: 'linearizable',
      revision: '1',
      compactRevision: '0',
      kvs: [],
      occasion: 'final',
    },
    { t: 'sample', at: 1, member: 'm1', up: true },
    { t: 'mark', name: 'loss', at: 1 },
  ];
  const second = { ...header, drill: 2 };
  const content = text([header, ...others, { t: 'end', at: 2, dropped: 3 }, second]);
  const { records } = await read(t, content);
  const [watch, fault, epoch, state, sample, mark] = others;
  assert.deepEqual(records, [
    {
      header,
      ops: [],
      watches: [watch],
      faults: [fault],
      epochs: [epoch],
      states: [state],
      samples: [sample],
      marks: [mark],
      ended: true,
      dropped: 3,
    },
    { header: second, ops: [], ...empty, ended: false, dropped: 0 },
  ]);
});

test('a torn last line is left out with a notice', async (t) => {
  const { records, notices } = await read(t, text([header, op(1, 10)]) + '{"t":"op","id":2,"cl');
  assert.deepEqual(records[0]?.ops, [op(1, 10)]);
  assert.deepEqual(notices, ['FILE:3: the last line is torn and was left out']);
});

test('a last line without its line end is read when it is whole', async (t) => {
  const { records, notices } = await read(t, text([header, op(1, 10)]).trimEnd());
  assert.deepEqual([records[0]?.ops.length, notices.length], [1, 0]);
});

const mark = { t: 'mark', at: 1, name: 'x' };

/** A line whose end is lost, together with what the next one says before its request. */
const joined = (lines: readonly object[]): string => text(lines).replace(/\}\n.*?,(?="req":)/, ',');

const { res: _, ...withoutAnswer } = op(1, 10);
const bad: readonly [name: string, content: string | Buffer, where: string, expected: string][] = [
  ['an empty file', '', 'FILE:1', 'a header line, but the file is empty'],
  ['no header', text([op(1, 10)]), 'FILE:1', 'a header line before any other'],
  ['half a line', `${text([header])}{"t":\n`, 'FILE:2', 'one whole JSON object in UTF-8'],
  [
    'a list',
    text([header, [1]]),
    'FILE:2',
    '"t" to be one of header, invoke, op, watch, fault, epoch, state, sample, mark, end',
  ],
  ['null', `${text([header])}null\n`, 'FILE:2', 'a JSON object'],
  [
    'an unknown kind',
    text([header, { t: 'oops' }]),
    'FILE:2',
    '"t" to be one of header, invoke, op, watch, fault, epoch, state, sample, mark, end',
  ],
  [
    'a kind that is a property of every object',
    text([header, { t: 'toString' }]),
    'FILE:2',
    '"t" to be one of header, invoke, op, watch, fault, epoch, state, sample, mark, end',
  ],
  [
    'a field of another type',
    text([header, { ...op(1, 10), client: 'x' }]),
    'FILE:2',
    '"client" of op to be number from 1',
  ],
  [
    'an epoch before the first',
    text([header, { ...op(1, 10), epoch: -1 }]),
    'FILE:2',
    '"epoch" of op to be number from 1',
  ],
  [
    'an epoch beyond all counting',
    text([header, { ...op(1, 10), epoch: 1e99 }]),
    'FILE:2',
    '"epoch" of op to be number from 1',
  ],
  [
    'a count beyond all counting',
    text([header, { ...op(1, 10), res: { rev: '1', count: 1e99, kvs: [] } }]),
    'FILE:2',
    '"res" to be an answer',
  ],
  [
    'an unknown outcome with half an answer',
    text([header, { ...op(1, 10), outcome: 'info', ret: null, res: { rev: 1 } }]),
    'FILE:2',
    '"res" to be an answer',
  ],
  [
    'a revision that no double holds',
    text([header, { ...op(1, 10), res: { rev: '9007199254740993' } }]),
    'FILE:2',
    '"res" to be an answer',
  ],
  [
    'a header of an answer that names no cluster',
    text([header, { ...op(1, 10), hdr: { cluster: 'x', member: 'a', term: '1' } }]),
    'FILE:2',
    '"hdr" to be the header of an answer',
  ],
  ['a missing field', text([header, withoutAnswer]), 'FILE:2', '"res" of op to be object|null'],
  [
    'another outcome',
    text([header, { ...op(1, 10), outcome: 'maybe' }]),
    'FILE:2',
    '"outcome" to be ok, fail or info',
  ],
  [
    'another format',
    text([{ ...header, format: 'jepsen' }]),
    'FILE:1',
    '"format" to be doomsday-history',
  ],
  [
    'a later version',
    text([{ ...header, version: 2 }]),
    'FILE:1',
    '"version" to be 1, the one that this program reads',
  ],
  [
    'a later version, whatever its header looks like',
    text([{ ...header, version: 2, more: {} }]),
    'FILE:1',
    '"version" to be 1, the one that this program reads',
  ],
  [
    'a header with the rest of a lost call',
    joined([header, op(1, 10)]),
    'FILE:1',
    'no field "req"',
  ],
  [
    'a mark with the rest of a lost call',
    text([header]) + joined([mark, op(1, 10)]),
    'FILE:2',
    'no field "req"',
  ],
  [
    'bytes that are no UTF-8',
    Buffer.concat([
      Buffer.from(`${text([header])}{"t":"mark","at":1,"name":"`),
      Buffer.from([0xff]),
      Buffer.from('"}\n'),
    ]),
    'FILE:2',
    'one whole JSON object in UTF-8',
  ],
];

for (const [name, content, where, expected] of bad) {
  test(`refused with its place: ${name}`, async (t) => {
    await assert.rejects(
      read(t, content),
      (error: { code: string; exit: number; facts: object }) => {
        const { facts, code, exit } = error as {
          facts: { where: string; expected: string };
        } & typeof error;
        assert.deepEqual(
          [code, exit, facts.where, facts.expected],
          ['RECORD_UNREADABLE', 64, where, expected],
        );
        return true;
      },
    );
  });
}

test('a file that is not there is a usage error', async () => {
  await assert.rejects(readRecords('/nonexistent/h.ndjson').next(), {
    code: 'RECORD_UNREADABLE',
    exit: 64,
  });
});

const faults: readonly [name: string, more: object, expected: string][] = [
  ['an ok without a revision', { res: {} }, '"res.rev" of an ok op to be string'],
  ['an ok without an answer', { res: null }, '"res.rev" of an ok op to be string'],
  ['an ok that never returned', { ret: null }, '"ret" of an ok op to be number'],
];

for (const [name, more, expected] of faults) {
  test(`the recorder's own mistake, never etcd's: ${name}`, async (t) => {
    await assert.rejects(
      read(t, text([header, { ...op(1, 10), ...more }])),
      (error: { code: string; exit: number; facts: { where: string; expected: string } }) => {
        const { facts, code, exit } = error;
        assert.deepEqual(
          [code, exit, facts.where, facts.expected],
          ['RECORDER_FAULT', 4, 'FILE:2', expected],
        );
        return true;
      },
    );
  });
}
