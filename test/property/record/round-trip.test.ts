import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { startClock } from '../../../src/core/clock.ts';
import type { OpLine, Request } from '../../../src/history/types.ts';
import { readRecords } from '../../../src/record/reader.ts';
import { openRecorder } from '../../../src/record/recorder.ts';
import { readChunks } from '../../../src/record/read-chunks.ts';

const plain = { noNullPrototype: true };
const b64 = fc.base64String();
const bytes = fc.oneof(fc.string({ unit: 'grapheme' }), fc.record({ b64 }, plain));
const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ op: fc.constant('put' as const), key: bytes, value: bytes }, plain),
  fc.record({ op: fc.constant('get' as const), key: bytes }, plain),
  fc.record({ op: fc.constant('delete' as const), key: bytes, end: bytes }, plain),
);
const outcome = fc.constantFrom('ok', 'fail', 'info', 'open');

test('what was recorded is read back, whatever keys and values hold', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'round-trip-'));
  t.after(() => rm(folder, { recursive: true }));
  const header = { run: 'r', seed: '0x1', scene: 's', etcd: {}, prefixes: [] };
  let tried = 0;
  const calls = fc.array(fc.tuple(request, outcome), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(calls, async (plan) => {
      const file = join(folder, `${tried++}.ndjson`);
      const recorder = await openRecorder({ file, clock: startClock(), header });
      const expected: OpLine[] = plan.map(([req, end]) => {
        const invoked = recorder.invoke({ client: 1, member: 'm', epoch: 1 }, req);
        const { t: _, ...fields } = invoked;
        if (end === 'open') return { t: 'op', ...fields, ret: null, outcome: 'info', res: null };
        const res = end === 'ok' ? { rev: '7' } : null;
        return recorder.settle(invoked, { ret: recorder.now(), outcome: end, res });
      });
      await recorder.close();
      const records = await Array.fromAsync(readRecords(file));
      const [first] = records;
      const read = { drills: records.length, ops: first?.ops, ended: first?.ended };
      assert.deepEqual(read, { drills: 1, ops: expected, ended: true });
    }),
    { numRuns: 150 },
  );
  t.diagnostic(`${tried} records written and read`);
});

test('lines are cut right wherever the chunks of a file end', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'read-chunks-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'lines');
  let tried = 0;
  // Around the 1 MiB of a chunk: a multi-byte character and a line end fall on each side of it.
  const shifts = fc.integer({ min: 0, max: 40 });
  const long = fc.constantFrom(1024 * 1024 - 20, 2 * 1024 * 1024 - 20, 10);
  await fc.assert(
    fc.asyncProperty(
      long,
      shifts,
      fc.array(shifts, { maxLength: 20 }),
      fc.constantFrom('', 'torn ü'),
      async (size, shift, more, last) => {
        tried++;
        const lines = ['x'.repeat(size + shift), ...more.map((n) => `ü€🔑${'y'.repeat(n)}`)];
        await writeFile(file, `${lines.join('\n')}\n${last}`);
        const read: [text: string, whole: boolean][] = [];
        for await (const { bytes, whole } of readChunks(file)) read.push([String(bytes), whole]);
        const texts = read.filter(([, whole]) => whole).map(([text]) => text);
        assert.ok(texts.every((text) => text.endsWith('\n')));
        assert.deepEqual(texts.join('').split('\n'), [...lines, '']);
        const torn = read.filter(([, whole]) => !whole).map(([text]) => text);
        assert.deepEqual(torn, last === '' ? [] : [last]);
      },
    ),
    { numRuns: 60 },
  );
  t.diagnostic(`${tried} files cut`);
});
