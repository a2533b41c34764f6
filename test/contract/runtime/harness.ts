import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { freshId } from '../../../src/core/rng.ts';

/** Another harness, in a process of its own, with one member that runs. */
export interface OtherHarness extends AsyncDisposable {
  readonly run: string;
  /** SIGKILL: it can clean up nothing. */
  kill(): Promise<void>;
  /** SIGTERM: it cleans up. */
  end(): Promise<void>;
}

/** Starts one and returns when it says so: `begun` before it makes anything, `ready` when it serves. */
export async function startHarness(
  kind: string,
  folder: string,
  when: 'begun' | 'ready',
): Promise<OtherHarness> {
  const run = `other-${freshId()}`;
  const script = join(import.meta.dirname, 'harness-process.ts');
  const child = spawn(process.execPath, [script, kind, folder, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const said = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === when) said.resolve();
  });
  exit.then(
    ([code]) => said.reject(new Error(`the other harness ended with ${code}`)),
    said.reject,
  );
  await said.promise;
  const send = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    child.kill(signal);
    await exit;
  };
  const [kill, end] = [send('SIGKILL'), send('SIGTERM')];
  return { run, kill, end, [Symbol.asyncDispose]: end };
}
