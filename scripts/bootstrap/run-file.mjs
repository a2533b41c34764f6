import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { relaySignals } from './relay-signals.mjs';
import { setUpFailed } from './set-up-failed.mjs';

const FOLLOWER = fileURLToPath(new URL('follower.mjs', import.meta.url));

/** Runs the file in this process, as if it had been named on Node's command line. */
export async function runHere({ root, file, args }) {
  const path = resolve(root, file);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}

/**
 * Runs the file under another Node: same terminal, folder and environment; signals go down, the
 * exit code or signal comes up. The child also gets a pipe whose end tells it that this process
 * is gone, so that `kill -9` here does not leave it running unseen.
 */
export function runUnder({ node, root, file, args }) {
  const child = spawn(node, [FOLLOWER, root, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  const stopRelaying = relaySignals(child);
  return new Promise((_, reject) => {
    child.on('error', (error) => reject(cannotRun(node, error)));
    child.on('exit', (code, signal) => {
      stopRelaying();
      if (signal === null) process.exit(code);
      // Dies of the same signal, so that shells and CI see what happened. The timer keeps this
      // process alive until the signal has landed.
      process.kill(process.pid, signal);
      setTimeout(() => process.exit(1), 1000);
    });
  });
}

const cannotRun = (node, error) =>
  setUpFailed({
    message: 'the installed Node 24 cannot be run',
    observed: `${node}: ${error.message}`,
    next: 'install Node 24 or newer on this machine and run the command with it',
  });
