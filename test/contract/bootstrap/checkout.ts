import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPTS = join(import.meta.dirname, '../../../scripts');

/** A small checkout that the real npm can install in a second: its one package is a folder. */
export interface Checkout extends AsyncDisposable {
  readonly path: string;
  /** Runs the real bootstrap with the program below. */
  bootstrap(args: readonly string[], options?: { cwd?: string; env?: NodeJS.ProcessEnv }): Run;
  /** Runs the program as under Node < 24: in a process below the one that was started. */
  under(args: readonly string[]): Run;
}

export interface Run {
  readonly child: ChildProcess;
  /** What the program below says, a line each. */
  readonly lines: string[];
  readonly ended: Promise<{ code: number | null; signal: string | null; stderr: string }>;
}

const LOCK = {
  name: 'checkout',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'checkout', dependencies: { part: 'file:part' } },
    'node_modules/part': { resolved: 'part', link: true },
    part: { version: '1.0.0' },
  },
};

/** Says how it was started; with `wait`, each signal that comes, and ends with code 7 after one. */
const PROGRAM = `
const args: string[] = process.argv.slice(2);
console.log(JSON.stringify({ args, file: process.argv[1], cwd: process.cwd() }));
if (args[0] !== 'wait') {
  process.exitCode = Number(args[0] ?? 0);
} else {
  const stay = setInterval(() => {}, 1000);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      console.log(name);
      process.exitCode = 7;
      setTimeout(() => clearInterval(stay), 150); // time for a second signal to be seen
    });
  }
  console.log('pid ' + process.pid);
}
`;

export async function checkout(): Promise<Checkout> {
  const path = await mkdtemp(join(tmpdir(), 'doomsday-bootstrap-'));
  await cp(SCRIPTS, join(path, 'scripts'), { recursive: true });
  await mkdir(join(path, 'part'));
  await writeFile(join(path, 'part/package.json'), '{"name":"part","version":"1.0.0"}');
  const { dependencies } = LOCK.packages[''];
  await writeFile(
    join(path, 'package.json'),
    JSON.stringify({ name: 'checkout', type: 'module', dependencies }),
  );
  await writeFile(join(path, 'package-lock.json'), JSON.stringify(LOCK));
  await writeFile(join(path, 'program.ts'), PROGRAM);
  const under = `import { runUnder } from './scripts/bootstrap/run-file.mjs';
    const [root, ...args] = process.argv.slice(2);
    await runUnder({ node: process.execPath, root, file: 'program.ts', args });`;
  await writeFile(join(path, 'under.mjs'), under);
  const script = (name: string): string => join(path, name);
  return {
    path,
    bootstrap: (args, { cwd = path, env = process.env } = {}) =>
      start([script('scripts/bootstrap.mjs'), 'program.ts', ...args], { cwd, env }),
    under: (args) => start([script('under.mjs'), path, ...args], { cwd: path, env: process.env }),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

function start(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Run {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  // Without a terminal: a terminal's foreground programs get Ctrl-C from the terminal itself.
  const child = spawn(process.execPath, args, { ...options, stdio, detached: true });
  const lines: string[] = [];
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line !== ''));
  });
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    stderr,
  }));
  return { child, lines, ended };
}
