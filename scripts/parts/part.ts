import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startClock } from '../../src/core/clock.ts';
import { formatDuration } from '../../src/core/duration.ts';

/** What one part of the tests came to. */
export interface Outcome {
  readonly ok: boolean;
  /** One line for the table: `481 files`, `212 passed`. */
  readonly detail: string;
  /** What went wrong, in full. */
  readonly failures?: string;
  readonly counts?: Counts;
  /** What tests said of themselves: how many cases they tried, what they measured. */
  readonly said?: readonly string[];
  /** What was left out, each with its reason. */
  readonly leftOut?: readonly string[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A part of the tests with a name for people. */
export interface Part {
  readonly name: string;
  run(): Promise<Outcome>;
}

export const ROOT = join(import.meta.dirname, '../..');

/**
 * Runs the parts one after the other, those in a list side by side, each with its time. A failed
 * one does not stop the others.
 */
export async function runParts(parts: readonly (Part | readonly Part[])[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    const together = 'run' in part ? [part] : part;
    outcomes.push(...(await Promise.all(together.map(told))));
  }
  return outcomes;
}

async function told({ name, run }: Part): Promise<Outcome> {
  const clock = startClock();
  process.stdout.write(`     ${name} ...\n`);
  const outcome = await run();
  const took = formatDuration(Math.round(clock.now() / 1e6) * 1e6);
  const mark = outcome.ok ? 'ok  ' : 'FAIL';
  process.stdout.write(`${mark} ${name.padEnd(14)} ${took.padStart(9)}  ${outcome.detail}\n`);
  for (const line of outcome.said ?? []) process.stdout.write(`       ${line}\n`);
  if (outcome.failures !== undefined) process.stdout.write(`${indented(outcome.failures)}\n`);
  return outcome;
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '     ');

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. @returns its exit code (null: it could not start) and all it wrote. */
export function run({ command, args, cwd = ROOT, env = {} }: Command): Promise<{
  code: number | null;
  output: string;
}> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
