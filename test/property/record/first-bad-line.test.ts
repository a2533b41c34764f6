import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRng, type Rng } from '../../../src/core/rng.ts';
import type { Line } from '../../../src/history/types.ts';
import { parseLine } from '../../../src/record/parse-line.ts';
import { readRecords } from '../../../src/record/reader.ts';
import { textLine } from '../../../src/record/text-line.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { harmed, recordedLines } from './recorded-lines.ts';

const FILES = process.env['DOOMSDAY_LONG'] === '1' ? 20_000 : 1500;

interface Read {
  readonly refused?: unknown;
  /** Of which calls there is something to read, in the order of their ids. */
  readonly calls?: readonly number[];
}

/** One line after the other, none put off, each with all of JSON: slow, and beyond doubt. */
function readPlainly(file: string, bytes: Buffer): Read {
  const lines: Line[] = [];
  const source = { file, onNotice: () => undefined };
  try {
    for (let from = 0, number = 1; from < bytes.length; number++) {
      const end = bytes.indexOf('\n', from);
      const text = textLine(bytes.subarray(from, end), { number, whole: true });
      if (text.text !== '') lines.push(parseLine(source, text) as Line);
      from = end + 1;
    }
  } catch (error) {
    return { refused: (error as { facts: unknown }).facts };
  }
  const calls = lines.flatMap((line) => (line.t === 'invoke' || line.t === 'op' ? [line.id] : []));
  return { calls: [...new Set(calls)].sort((a, b) => a - b) };
}

async function readAsAlways(file: string): Promise<Read> {
  try {
    const records = await Array.fromAsync(readRecords(file));
    const calls = records.flatMap(({ ops }) => ops.map(({ id }) => id));
    return { calls: calls.sort((a, b) => a - b) };
  } catch (error) {
    return { refused: (error as { facts: unknown }).facts };
  }
}

/** Damages up to three lines behind the first, or takes a field out of one. */
function damage(lines: readonly Line[], rng: Rng): Buffer {
  const texts: Buffer[] = lines.map((line) => Buffer.from(JSON.stringify(line)));
  for (let i = rng.int(0, 3); i > 0; i--) {
    const at = rng.int(1, texts.length - 2);
    const fields = Object.entries(lines[at] as Line);
    fields.splice(rng.int(0, fields.length - 1), 1);
    const without = Buffer.from(JSON.stringify(Object.fromEntries(fields)));
    texts[at] = rng.int(0, 2) === 0 ? without : harmed(texts[at] as Buffer, rng);
  }
  return Buffer.concat(texts.flatMap((text) => [text, Buffer.from('\n')]));
}

test('the first bad line of a file is named, whatever is put off or passed over', async (t) => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'history.ndjson');
  let refused = 0;
  for (let i = 0; i < FILES; i++) {
    const bytes = damage(recordedLines(`${i}`), seededRng(`bad/${i}`));
    await writeFile(file, bytes);
    const expected = readPlainly(file, bytes);
    assert.deepEqual(await readAsAlways(file), expected, `file ${i}`);
    if (expected.refused !== undefined) refused += 1;
  }
  t.diagnostic(`${FILES} files, ${refused} of them refused`);
  assert.ok(refused > FILES / 2 && refused < FILES, `${refused}`);
});
