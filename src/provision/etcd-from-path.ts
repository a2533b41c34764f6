import { access, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { usageError } from '../core/doomsday-error.ts';
import { freshId } from '../core/rng.ts';
import { VERSION_QUESTION, type EtcdTool } from './etcd-tools.ts';
import { hasEtcdutl } from './etcd-version.ts';
import { supported } from './parse-etcd-asked.ts';
import type { ProvisionContext } from './provision-context.ts';
import type { EtcdBinaries } from './provisioned.ts';
import { runCommand } from './run-command.ts';
import { sha256File } from './sha256-file.ts';

/**
 * The user's own binaries. Tools that do not lie beside etcd are those of the same version, had
 * through `provide`.
 * @throws {DoomsdayError} usage error NO_ETCD_AT_PATH when there is no etcd that runs.
 */
export async function etcdFromPath(
  path: string,
  ctx: ProvisionContext,
  provide: (version: string) => Promise<EtcdBinaries>,
): Promise<EtcdBinaries> {
  const etcd = await findEtcd(path);
  const { version, digest } = await recall(etcd, ctx.cache);
  supported(version);
  const besides = await toolsBeside(etcd, version);
  const lacking = besides.etcdctl === undefined || (hasEtcdutl(version) && !besides.etcdutl);
  const provided = lacking ? await provide(version) : undefined;
  const etcdutl = besides.etcdutl ?? provided?.etcdutl;
  const source = provided === undefined ? '' : `; tools: ${provided.provenance.source}`;
  return {
    version,
    etcd,
    etcdctl: besides.etcdctl ?? (provided as EtcdBinaries).etcdctl,
    ...(etcdutl === undefined ? {} : { etcdutl }),
    provenance: { name: 'etcd', version, digest, source: `path ${etcd}${source}` },
  };
}

async function findEtcd(path: string): Promise<string> {
  const isFolder = await stat(path)
    .then((s) => s.isDirectory())
    .catch(() => false);
  const etcd = isFolder ? join(path, 'etcd') : path;
  if (await isProgram(etcd)) return etcd;
  throw noEtcd(path, `${etcd} is no executable file`);
}

async function toolsBeside(
  etcd: string,
  version: string,
): Promise<Partial<Record<EtcdTool, string>>> {
  const tools: Partial<Record<EtcdTool, string>> = {};
  for (const name of ['etcdctl', 'etcdutl'] as const) {
    const path = join(dirname(etcd), name);
    if (name === 'etcdutl' && !hasEtcdutl(version)) continue;
    if (await isProgram(path)) tools[name] = path;
  }
  return tools;
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK)
    .then(() => stat(path))
    .then((s) => s.isFile())
    .catch(() => false);

interface Known {
  readonly version: string;
  readonly digest: string;
}

/** Version and digest of a binary; asked once and remembered while the file does not change. */
async function recall(etcd: string, cache: string): Promise<Known> {
  const { size, mtimeMs, ino } = await stat(etcd);
  const sight = createHash('sha256').update(`${etcd} ${size} ${mtimeMs} ${ino}`).digest('hex');
  const note = join(cache, 'paths', `${sight.slice(0, 32)}.json`);
  const noted = await readFile(note, 'utf8').catch(() => undefined);
  if (noted !== undefined) return JSON.parse(noted) as Known;
  const known = { version: await askVersion(etcd), digest: await sha256File(etcd) };
  await mkdir(dirname(note), { recursive: true });
  const half = `${note}.${freshId()}`;
  await writeFile(half, JSON.stringify({ path: etcd, ...known }));
  await rename(half, note);
  return known;
}

async function askVersion(etcd: string): Promise<string> {
  const { ask, answer } = VERSION_QUESTION.etcd;
  const { stdout, stderr } = await runCommand(etcd, ask);
  const version = answer.exec(stdout)?.[1];
  if (version !== undefined) return version;
  throw noEtcd(etcd, `"${etcd} --version" says: ${(stdout + stderr).trim().slice(0, 200)}`);
}

const noEtcd = (path: string, observed: string): Error =>
  usageError({
    code: 'NO_ETCD_AT_PATH',
    message: `there is no etcd that runs at ${path}`,
    expected: 'a folder that holds etcd, etcdctl and etcdutl, or the etcd binary itself',
    observed,
    next: 'correct --etcd PATH',
  });
