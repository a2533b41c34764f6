import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WayFailed } from './attempt.ts';
import { cacheEntry, type Obtained } from './cache-entry.ts';
import { checkEtcdTools, etcdTools, type EtcdTool } from './etcd-tools.ts';
import { hasEtcdutl, neighbours } from './etcd-version.ts';
import { etcdKey } from './etcd-key.ts';
import { goBuild, goVersion, listVersions, requireVersion, writeModule } from './go-tool.ts';
import type { ProvisionContext } from './provision-context.ts';

const WAY = 'Go module';
const MODULES = {
  etcd: 'go.etcd.io/etcd/server/v3',
  etcdctl: 'go.etcd.io/etcd/etcdctl/v3',
  etcdutl: 'go.etcd.io/etcd/etcdutl/v3',
} as const satisfies Record<EtcdTool, string>;
/** Go's complaint is about the tools' modules, not about the server's. */
const TOOLS_REFUSED = /go\.etcd\.io\/etcd\/(etcdctl|etcdutl)\/v3@/;

interface Build {
  readonly version: string;
  /** The finished programs go here. */
  readonly folder: string;
}

/**
 * Builds etcd and its tools from the public Go modules. Some versions' tools are refused by the
 * module proxy or lack an entry in the checksum database (3.6.11, 3.6.12): then the server is
 * built alone and the tools are those of a neighbouring version of its line.
 * @throws {WayFailed} also for the 3.4 line, which was not published as such modules.
 */
export async function buildEtcd(build: Build, ctx: ProvisionContext): Promise<Obtained> {
  const { version, folder } = build;
  if (!hasEtcdutl(version)) {
    throw new WayFailed({ way: WAY, why: 'etcd before 3.5 cannot be built from its Go modules' });
  }
  const work = join(folder, 'work');
  await writeModule(work, {});
  const compiler = await goVersion(work, ctx);
  await requireVersion({ module: MODULES.etcd, version, folder: work }, ctx);
  const toolsVersion = await buildWithTools(build, work, ctx);
  await rm(work, { recursive: true });
  const borrowed = toolsVersion === version ? '' : `; etcdctl and etcdutl of ${toolsVersion}`;
  const source = `go-module ${MODULES.etcd}@v${version} (${compiler})${borrowed}`;
  return { version, source, files: etcdTools(version) };
}

/** @returns the version of the tools. */
async function buildWithTools(build: Build, work: string, ctx: ProvisionContext): Promise<string> {
  try {
    await compile(['etcd', 'etcdctl', 'etcdutl'], build, ctx);
    return build.version;
  } catch (error) {
    if (!(error instanceof WayFailed) || !TOOLS_REFUSED.test(error.attempt.why)) throw error;
    await compile(['etcd'], build, ctx);
    return await borrowTools(build, { work, refused: error }, ctx);
  }
}

async function borrowTools(
  { version, folder }: Build,
  { work, refused }: { work: string; refused: WayFailed },
  ctx: ProvisionContext,
): Promise<string> {
  const known = await listVersions(MODULES.etcdutl, work, ctx);
  for (const near of neighbours(version, known)) {
    ctx.progress({ what: `etcd ${version}: its tools cannot be had`, detail: `taking ${near}'s` });
    try {
      if (!(await copyTools(near, folder, ctx))) {
        await compile(['etcdctl', 'etcdutl'], { version: near, folder }, ctx);
      }
      return near;
    } catch (error) {
      if (!(error instanceof WayFailed)) throw error;
    }
  }
  throw refused;
}

/** Takes the tools out of the cache when that version happens to be there. */
async function copyTools(version: string, folder: string, ctx: ProvisionContext): Promise<boolean> {
  const entry = await cacheEntry(ctx.cache, etcdKey(version, ctx));
  const etcdctl = entry?.file('etcdctl');
  const etcdutl = entry?.file('etcdutl');
  if (etcdctl === undefined || etcdutl === undefined) return false;
  await copyFile(etcdctl, join(folder, 'etcdctl'));
  await copyFile(etcdutl, join(folder, 'etcdutl'));
  return true;
}

/** One throw-away module for each set, so that nothing lifts the server to a tool's version. */
async function compile(tools: EtcdTool[], build: Build, ctx: ProvisionContext): Promise<void> {
  const { version, folder } = build;
  const work = join(folder, 'work', tools.join('-'));
  const packages = tools.map((tool) => MODULES[tool]);
  await writeModule(work, Object.fromEntries(packages.map((path) => [path, version])));
  await goBuild({ folder: work, packages, output: 'bin/', complete: true }, ctx);
  for (const tool of tools) {
    const built = tool === 'etcd' ? 'server' : tool; // a binary is called like its module's folder
    await rename(join(work, 'bin', built), join(folder, tool));
  }
  await checkEtcdTools(tools, { folder, arch: ctx.arch, version, way: WAY });
}
