import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { freshSeed, seededRng, type Rng } from '../../../src/core/rng.ts';
import { checkFile } from '../../../src/cli/check/check-file.ts';
import { REPO } from '../../support/cli-context.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const RUNS = process.env['DOOMSDAY_LONG'] === '1' ? 100_000 : 1000;
const PATIENCE_NS = 5e9;
const GOLDEN = join(REPO, 'test/golden/check');
const HISTORIES = readdirSync(GOLDEN).filter((name) => !/\.(md|ndjson)$/.test(name));

/** What a bad disk, a bad copy or a careless editor does to a file. */
const DAMAGES: readonly ((bytes: Buffer, rng: Rng) => Buffer)[] = [
  (bytes, rng) => {
    const at = rng.int(0, bytes.length - 1);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << rng.int(0, 7));
    return flipped;
  },
  (bytes, rng) => bytes.subarray(0, rng.int(0, bytes.length)),
  (bytes, rng) => {
    const [from, to] = stretch(bytes, rng);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, rng) => {
    const [from, to] = stretch(bytes, rng);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  (bytes, rng) => {
    const lines = bytes.toString().split('\n');
    return Buffer.from(rng.shuffle(lines).join('\n'));
  },
  (bytes, rng) => {
    const lines = bytes.toString().split('\n');
    const at = rng.int(0, lines.length - 1);
    const worth = rng.pick(['null', '-1', '"x"', '[]', '{}', '1e99', 'true']);
    lines[at] = (lines[at] as string).replace(/:("[^"]*"|-?\d+|null)/, `:${worth}`);
    return Buffer.from(lines.join('\n'));
  },
];

function stretch(bytes: Buffer, rng: Rng): [number, number] {
  const from = rng.int(0, bytes.length);
  return [from, Math.min(bytes.length, from + rng.int(1, 200))];
}

test(`${RUNS} damaged histories of other tools: an answer or one error, never a crash or a hang`, async (t) => {
  await using folder = await tempFolder();
  const seed = process.env['DOOMSDAY_TEST_SEED'] ?? freshSeed();
  t.diagnostic(`seed ${seed}`);
  const rng = seededRng(seed);
  const clock = startClock();
  const seen: Record<string, number> = {};
  for (let run = 0; run < RUNS; run++) {
    const name = rng.pick(HISTORIES);
    let bytes: Buffer = readFileSync(join(GOLDEN, name));
    for (let n = rng.int(1, 3); n > 0 && bytes.length > 0; n--)
      bytes = rng.pick(DAMAGES)(bytes, rng);
    const file = join(folder.path, name);
    await writeFile(file, bytes);
    const begun = clock.now();
    const what = await outcome(file, `run ${run}, seed ${seed}, ${name}`);
    assert.ok(clock.now() - begun < PATIENCE_NS, `run ${run} of seed ${seed} took too long`);
    for (const word of what) seen[word] = (seen[word] ?? 0) + 1;
  }
  t.diagnostic(`${RUNS} damaged histories: ${JSON.stringify(seen)}`);
});

/** The verdicts, or the code of the error; every error is one for users. */
async function outcome(file: string, where: string): Promise<string[]> {
  const verdicts: string[] = [];
  try {
    for await (const { checked } of checkFile(file, {})) {
      verdicts.push(checked.verdict);
      const crash = checked.checks.find(({ reason }) =>
        reason.startsWith('the check itself failed'),
      );
      if (crash !== undefined) verdicts.push('crashed');
    }
    return verdicts;
  } catch (error) {
    assert.ok(error instanceof DoomsdayError, `${where}: ${String((error as Error).stack)}`);
    assert.equal(error.exit, 64, where);
    return [...verdicts, error.code];
  }
}
