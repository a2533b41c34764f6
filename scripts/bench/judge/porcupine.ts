import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../src/provision/run-command.ts';

const MODULE = 'github.com/anishathalye/porcupine';
const VERSION = 'v1.3.1';

export interface Log {
  readonly path: string;
  /** Porcupine's verdict. */
  readonly ok: boolean;
}

/** Porcupine's verdicts and checking times for the logs in its own test data. */
export interface Porcupine {
  readonly logs: readonly Log[];
  /** Checking time of each pass over all logs. */
  readonly passesMs: readonly number[];
}

/**
 * Gets Porcupine through the Go tool, and times its checker over its logs with a driver of our own.
 * @returns the reason when that cannot be done here, such as no Go.
 */
export async function porcupine(folder: string, passes: number): Promise<Porcupine | string> {
  const driver = join(folder, 'driver');
  await mkdir(driver, { recursive: true });
  await cp(join(import.meta.dirname, 'porcupine-driver.go.txt'), join(driver, 'main.go'));
  await writeFile(
    join(driver, 'go.mod'),
    `module driver\n\ngo 1.21\n\nrequire ${MODULE} ${VERSION}\n`,
  );
  const env = { GOWORK: 'off', GOFLAGS: '-mod=mod -buildvcs=false' };
  const got = await runCommand('go', ['mod', 'download', '-json', MODULE], { cwd: driver, env });
  if (got.code !== 0) return got.stderr.includes('ENOENT') ? 'Go is not installed' : got.stderr;
  const built = await runCommand('go', ['build', '-o', 'driver', '.'], { cwd: driver, env });
  if (built.code !== 0) return built.stderr;
  const { Dir } = JSON.parse(got.stdout) as { Dir: string };
  const paths = await logsIn(join(Dir, 'test_data', 'jepsen'));
  const run = await runCommand(join(driver, 'driver'), [String(passes), ...paths]);
  if (run.code !== 0) return run.stderr;
  const { ok, ns } = JSON.parse(run.stdout) as { ok: boolean[]; ns: number[] };
  return {
    logs: paths.map((path, i) => ({ path, ok: ok[i] === true })),
    passesMs: ns.map((one) => one / 1e6),
  };
}

/** One of the logs is empty, and Porcupine's own tests pass it over too. */
async function logsIn(folder: string): Promise<string[]> {
  const paths = (await readdir(folder)).sort().map((name) => join(folder, name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return paths.filter((path, i) => path.endsWith('.log') && (sizes[i] ?? 0) > 0);
}
