import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RunResult } from '../../src/core/run-result.ts';
import type { Line } from '../../src/history/types.ts';
import { REPO } from './cli-context.ts';
import { schemaErrors } from './history-schema.ts';

const schema = readFileSync(join(REPO, 'scenarios/schema/verdict.schema.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(schema) as object,
);

/** What a run left in `<reports>/latest`, read as a stranger would read it. */
export interface FinishedRun {
  readonly folder: string;
  readonly result: RunResult;
  readonly history: readonly Line[];
}

/**
 * Reads the newest run folder and holds it to what every run folder promises: verdict.json and each
 * line of history.ndjson fit their schemas, every drill's record has its last line, and
 * report.html, junit.xml and the rest are there.
 */
export function finishedRun(reports: string): FinishedRun {
  const folder = join(reports, 'latest');
  const result = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as RunResult;
  assert.deepEqual([validate(result), validate.errors], [true, null]);
  const history = wholeHistory(join(folder, 'history.ndjson'));
  // A run that was interrupted before its first scenario has nothing to tell of one.
  const messages = result.interrupted && history.length === 0 ? [] : ['messages.ndjson'];
  const missing = [...FILES, ...messages].filter((name) => !existsSync(join(folder, name)));
  assert.deepEqual(missing, []);
  return { folder, result, history };
}

const FILES = ['run.json', 'scene.yaml', 'report.html', 'summary.md', 'junit.xml'];

/** No drill may have begun yet; then there is no record. */
function wholeHistory(file: string): Line[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  assert.ok(text.endsWith('\n'), 'the last line of the record is torn');
  const lines = text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const wrong = lines.flatMap((line) => schemaErrors(line) || []).slice(0, 3);
  assert.deepEqual(wrong, []);
  const count = (t: Line['t']): number => lines.filter((line) => line.t === t).length;
  assert.deepEqual([count('end'), lines.at(-1)?.t], [count('header'), 'end']);
  return lines;
}
