import { stat, rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { JudgedFile } from './judge-file.ts';
import { writeSyntheticHistory, type SyntheticOptions } from './synthetic-history.ts';

/** The bound on memory for four million operations. */
const HEAP_MB = 6144;

export interface Judged extends JudgedFile {
  readonly lines: number;
  readonly megabytes: number;
}

/** Writes a synthetic history, reads and judges it in a heap of its own, and removes it. */
export async function judged(
  folder: string,
  options: SyntheticOptions,
  damage = false,
): Promise<Judged> {
  const file = `${folder}/history.ndjson`;
  const lines = writeSyntheticHistory(file, options);
  const { size } = await stat(file);
  const result = await inWorker(file, damage);
  await rm(file);
  return { ...result, lines, megabytes: size / 1e6 };
}

function inWorker(file: string, damage: boolean): Promise<JudgedFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('judge-file.ts', import.meta.url), {
      workerData: { file, damage },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    let result: JudgedFile | undefined;
    worker.on('message', (message: JudgedFile) => (result = message));
    worker.on('error', reject);
    worker.on('exit', () => {
      if (result === undefined) reject(new Error('the worker ended without a result'));
      else resolve(result);
    });
  });
}
