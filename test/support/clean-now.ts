import assert from 'node:assert/strict';
import type { Cleaned } from '../../src/cli/clean/cleaned.ts';
import { runCli } from './run-cli.ts';

/** `doomsday clean` in a process of its own. @returns what it says it did. */
export async function cleanNow(): Promise<Cleaned[]> {
  const { code, out, err } = await runCli(['clean', '--json']).ended;
  assert.equal(code, 0, err);
  return JSON.parse(out) as Cleaned[];
}
