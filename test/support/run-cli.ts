import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { REPO } from './cli-context.ts';

/** A command line that runs in a process of its own, as users start it. */
export interface RunningCli {
  /** Resolves when stdout or stderr has said `text`; rejects when the process ends before. */
  said(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

export function runCli(args: readonly string[], cwd: string = REPO): RunningCli {
  const child = spawn(process.execPath, [join(REPO, 'src/cli/main.ts'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  const listeners = new Set<() => void>();
  const keep = (name: 'out' | 'err') => (text: string) => {
    written[name] += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', keep('out'));
  child.stderr.setEncoding('utf8').on('data', keep('err'));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...written }));
  });
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!(written.out + written.err).includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(({ err }) => reject(new Error(`ended before it said "${text}":\n${err}`)));
      }),
  };
}
