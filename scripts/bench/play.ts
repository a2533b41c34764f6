import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../src/core/run-result.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Plays the main drill's first scenario as a user does, in a process of its own. */
export async function playMainDrill(
  runtime: 'docker' | 'process',
): Promise<{ result: RunResult; folder: string; seconds: number }> {
  const reports = await mkdtemp(join(tmpdir(), 'doomsday-bench-'));
  const begin = process.hrtime.bigint();
  const result = await cli([
    ...['run', '--json', '--runtime', runtime, '--reports', reports, '--seed', '0x5eed'],
    ...['--name', 'two of three members are lost under load'],
  ]);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  return { result, folder: join(reports, result.run), seconds };
}

/** Soaks as a user does, in a process of its own. @returns where the run folders are. */
export async function playSoakCommand(
  length: string,
): Promise<{ result: RunResult; reports: string }> {
  const reports = await mkdtemp(join(tmpdir(), 'doomsday-bench-'));
  const fixed = ['--runtime', 'process', '--seed', '0x5eed', '--reports', reports];
  return { result: await cli(['soak', '--json', '--for', length, ...fixed]), reports };
}

/** A `doomsday` command that tells its result with --json, whatever its verdict is. */
export function cli(args: readonly string[]): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const main = join(ROOT, 'src/cli/main.ts');
    execFile(process.execPath, [main, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as RunResult);
      } catch {
        reject(new Error(`${error?.message ?? ''}\n${stderr}`));
      }
    });
  });
}
