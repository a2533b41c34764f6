import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { relaySignals } from './relay-signals.mjs';
import { setUpFailed } from './set-up-failed.mjs';

// Dev and optional packages are named, because a user's NODE_ENV or npmrc may leave them out:
// the tests need the former, Node 24 itself is among the latter.
const ARGS = [
  'ci',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
];
const SHOWN_LINES = 15;

/**
 * Installs what package-lock.json says, without running packages' scripts. One progress line on
 * stderr: stdout belongs to the command.
 */
export async function npmCi(root) {
  const begin = performance.now();
  const secondsSince = () => ((performance.now() - begin) / 1000).toFixed(1);
  const what = 'set-up: installing packages (npm ci)';
  const live = process.stderr.isTTY === true;
  process.stderr.write(live ? what : `${what} ...\n`);
  const ticker =
    live && setInterval(() => process.stderr.write(`\r${what} ${secondsSince()} s`), 200);
  try {
    await run(root);
  } finally {
    if (live) process.stderr.write('\r\x1b[K');
    clearInterval(ticker);
  }
  process.stderr.write(`${what}: done in ${secondsSince()} s\n`);
}

function run(cwd) {
  // Under `npm start` npm says where it is; that one fits the running Node.
  const cli = process.env.npm_execpath;
  const [command, args] = cli?.endsWith('.js') ? [process.execPath, [cli, ...ARGS]] : ['npm', ARGS];
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const stopRelaying = relaySignals(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(noNpm(error)));
    child.on('close', (code, signal) => {
      const asked = stopRelaying();
      if (code === 0) resolve();
      else if (asked !== undefined) reject(interrupted(asked));
      else reject(failed(code ?? signal, output));
    });
  });
}

const noNpm = (error) =>
  setUpFailed({
    message: 'npm cannot be started',
    observed: error.message,
    next: 'install npm (it comes with Node) and try again',
  });

const interrupted = (signal) =>
  setUpFailed({
    message: `npm ci was interrupted (${signal})`,
    next: 'run the same command again; the installation starts afresh',
    exit: 128 + constants.signals[signal],
  });

const failed = (how, output) =>
  setUpFailed({
    message: `npm ci failed (${how})`,
    observed: complaints(output),
    next: 'look at the lines above; with the network back, run the same command again',
  });

/** npm's first errors; behind them it only repeats its usage. */
function complaints(output) {
  const lines = output.split('\n').filter((line) => /^npm error\s+\S/.test(line));
  return (lines.length > 0 ? lines : output.trim().split('\n')).slice(0, SHOWN_LINES).join('\n');
}
