import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { seededRng, type Rng } from '../../../src/core/rng.ts';
import { checkFile } from '../../../src/cli/check/check-file.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { schemaErrors } from '../../support/history-schema.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { ToyCluster } from './toy-cluster.ts';

const LONG = process.env['DOOMSDAY_LONG'] === '1';
const FILES = LONG ? 100_000 : 2000;
const LONGEST_MS = 5000;

/** The lines of a legal record, as a file holds them. */
function linesOf(record: DrillRecord): string[] {
  const { header, ops, watches, epochs, states, ended } = record;
  const lines = [header, ...epochs, ...ops, ...watches, ...states];
  return [...lines, ...(ended ? [{ t: 'end', at: 1, dropped: 0 }] : [])].map((line) =>
    JSON.stringify(line),
  );
}

type Harm = (text: string, rng: Rng) => Buffer;

const cut: Harm = (text, rng) => Buffer.from(text).subarray(0, rng.int(0, text.length - 1));

const flipped: Harm = (text, rng) => {
  const bytes = Buffer.from(text);
  for (let i = rng.int(1, 4); i > 0; i--) {
    const at = rng.int(0, bytes.length - 1);
    bytes[at] = (bytes[at] as number) ^ (1 << rng.int(0, 7));
  }
  return bytes;
};

const garbage: Harm = (text, rng) => {
  const bytes = Buffer.from(text);
  const at = rng.int(0, bytes.length - 1);
  for (let i = at; i < Math.min(bytes.length, at + rng.int(1, 64)); i++) bytes[i] = rng.int(0, 255);
  return bytes;
};

const hole: Harm = (text, rng) => {
  const at = rng.int(0, text.length - 1);
  return Buffer.from(text.slice(0, at) + text.slice(at + rng.int(1, 200)));
};

/** One value somewhere becomes something else, or is gone, or has another name. */
const replaced: Harm = (text, rng) => {
  const lines = text.split('\n');
  const at = rng.int(0, lines.length - 2);
  const line: unknown = JSON.parse(lines[at] as string);
  let place = line as Record<string, unknown>;
  for (;;) {
    const name = rng.pick(Object.keys(place));
    const inner = place[name];
    const holder = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
    if (holder && rng.int(0, 3) > 0) {
      place = inner as Record<string, unknown>;
      continue;
    }
    const other = rng.pick([
      null,
      -1,
      1e300,
      'x',
      '',
      true,
      [],
      {},
      [null],
      { rev: 1 },
      '99999999',
    ]);
    if (rng.int(0, 3) === 0) place[`${name}x`] = inner;
    if (rng.int(0, 3) === 0) delete place[name];
    else place[name] = other;
    break;
  }
  lines[at] = JSON.stringify(line);
  return Buffer.from(lines.join('\n'));
};

const HARMS = { cut, flipped, garbage, hole, replaced } satisfies Record<string, Harm>;

/** Whether every line can be read and means what the schema of the record says it may mean. */
function isReadable(bytes: Buffer): boolean {
  return bytes
    .toString('utf8')
    .split('\n')
    .every((line) => line === '' || isSound(line));
}

function isSound(line: string): boolean {
  try {
    return schemaErrors(JSON.parse(line)) === '';
  } catch {
    return false;
  }
}

async function verdictOf(file: string): Promise<string> {
  try {
    const checked = await Array.fromAsync(checkFile(file, {}));
    const results = checked.flatMap((one) => one.checked.checks);
    const crash = results.find(({ reason }) => reason.includes('itself failed'));
    const [worst = 'unknown'] = checked.map((one) => one.checked.verdict);
    return crash === undefined || worst === 'violated' ? worst : 'unknown, a check failed';
  } catch (error) {
    if (error instanceof DoomsdayError) return 'unreadable';
    throw error;
  }
}

test('a damaged file crashes nothing, and damage is not blamed on etcd', async (t) => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'history.ndjson');
  const clock = startClock();
  const found: Record<string, Record<string, number>> = {};
  const names = Object.keys(HARMS) as (keyof typeof HARMS)[];
  for (let i = 0; i < FILES; i++) {
    const rng = seededRng(`damage/${i}`);
    const options = { ops: rng.int(1, 30), keys: 3, lostPercent: 10, watched: true };
    const record = new ToyCluster({ ...options, restores: rng.int(0, 1), seed: `${i}` }).record();
    const harm = names[i % names.length] as keyof typeof HARMS;
    const bytes = HARMS[harm](`${linesOf(record).join('\n')}\n`, rng);
    await writeFile(file, bytes);
    const begun = clock.now();
    const verdict = await verdictOf(file);
    assert.ok(clock.now() - begun < LONGEST_MS * 1e6, `file ${i} took too long`);
    if (verdict === 'violated') {
      assert.notEqual(harm, 'cut', `file ${i}: the rest of a legal history is called a violation`);
      assert.ok(isReadable(bytes), `file ${i}: ${harm} makes it unreadable, yet it is violated`);
    }
    const counts = (found[harm] ??= {});
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  t.diagnostic(`${FILES} damaged files: ${JSON.stringify(found)}`);
});
