import { mkdir, writeFile } from 'node:fs/promises';
import { WayFailed } from './attempt.ts';
import type { ProvisionContext } from './provision-context.ts';
import { runCommand, type CommandResult } from './run-command.ts';

const WAY = 'Go module';
const SHOWN_LINES = 4;
const NO_SUCH_VERSION = /unknown revision|not available|no matching versions|not found|410 Gone/;

/** Modules at fixed versions: path -> version without the `v`. */
export type Modules = Readonly<Record<string, string>>;

/**
 * Makes `folder` a module that requires `modules`. The published etcd modules carry `replace`
 * lines, so `go install pkg@version` is refused; as requirements of another module they build.
 */
export async function writeModule(folder: string, modules: Modules): Promise<void> {
  const lines = Object.entries(modules).map(([path, version]) => `\t${path} v${version}`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    `${folder}/go.mod`,
    `module provision\n\ngo 1.21\n\nrequire (\n${lines.join('\n')}\n)\n`,
  );
}

/**
 * `go build` of main packages into `output` (a folder that ends in /, or a file), static and
 * stripped. Downloads are verified by Go's checksum database unless the user's own settings say
 * otherwise. Cost: 20-90 s for an etcd version, a second when Go's build cache knows it.
 * @throws {WayFailed}
 */
export async function goBuild(
  build: {
    folder: string;
    packages: readonly string[];
    output: string;
    ldflags?: string;
    /** Let Go complete go.mod and go.sum: for our own throw-away modules only. */
    complete?: boolean;
  },
  ctx: ProvisionContext,
): Promise<void> {
  const flags = ['-trimpath', `-ldflags=-s -w ${build.ldflags ?? ''}`.trim()];
  if (build.complete === true) flags.push('-mod=mod');
  const args = ['build', ...flags, '-o', build.output, ...build.packages];
  const result = await go(args, build.folder, ctx);
  if (result.code !== 0) throw new WayFailed({ way: WAY, why: whyOf(result) });
}

/** The compiler's version, `go1.26.8`. @throws {WayFailed} Go is not installed. */
export async function goVersion(folder: string, ctx: ProvisionContext): Promise<string> {
  const result = await go(['env', 'GOVERSION'], folder, ctx);
  if (result.code !== 0) throw new WayFailed({ way: WAY, why: whyOf(result) });
  return result.stdout.trim();
}

/** The versions of a module that the proxy lists (not always all it has); empty when it is mute. */
export async function listVersions(
  module: string,
  folder: string,
  ctx: ProvisionContext,
): Promise<string[]> {
  const { stdout } = await go(['list', '-m', '-versions', module], folder, ctx);
  return stdout
    .trim()
    .split(/\s+/)
    .slice(1)
    .map((version) => version.replace(/^v/, ''));
}

/**
 * Makes sure that a module has a version, before anything large is downloaded.
 * @throws {WayFailed} with `unknownVersion` and the known ones when the proxy says it has not.
 */
export async function requireVersion(
  { module, version, folder }: { module: string; version: string; folder: string },
  ctx: ProvisionContext,
): Promise<void> {
  const result = await go(['list', '-m', `${module}@v${version}`], folder, ctx);
  if (result.code === 0) return;
  const known = await listVersions(module, folder, ctx);
  const unknownVersion =
    known.length > 0 && !known.includes(version) && NO_SUCH_VERSION.test(result.stderr);
  throw new WayFailed({ way: WAY, why: whyOf(result), unknownVersion, known });
}

/** GOFLAGS and GOWORK of the user would change what is built; the proxy settings stay theirs. */
async function go(args: string[], cwd: string, ctx: ProvisionContext): Promise<CommandResult> {
  const { arch, signal, progress } = ctx;
  const env = {
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: arch,
    GOFLAGS: '-buildvcs=false',
    GOWORK: 'off',
  };
  const onLine = (line: string): void => {
    const module = /^go: downloading (\S+ \S+)/.exec(line)?.[1];
    if (module !== undefined) progress({ what: 'downloading Go modules', detail: module });
  };
  const result = await runCommand(ctx.go, args, { cwd, env, signal, onLine });
  signal?.throwIfAborted();
  return result;
}

function whyOf({ stderr }: CommandResult): string {
  if (/ENOENT/.test(stderr)) return 'the Go tool is not installed';
  const lines = stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('go: downloading '));
  return lines.slice(-SHOWN_LINES).join('\n') || 'go gave no reason';
}
