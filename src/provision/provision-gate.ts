import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { firstThatWorks, notProvisioned, WayFailed } from './attempt.ts';
import { obtainOnce, type Obtained } from './cache-entry.ts';
import { isElfFor } from './check-binary.ts';
import { goBuild, goVersion } from './go-tool.ts';
import type { Arch, ProvisionContext } from './provision-context.ts';
import type { Binary } from './provisioned.ts';
import { timed } from '../core/timed.ts';

/**
 * The gate for machines of `arch`, built from this package's own sources: the cache, the Go tool,
 * a builder handed in (`ctx.gateBuilder`). Its version is a hash of the sources.
 * Cost: a few milliseconds when cached, else seconds.
 * @throws {DoomsdayError} NOT_PROVISIONED
 */
export async function provisionGate(arch: Arch, given: ProvisionContext): Promise<Binary> {
  const ctx = { ...given, arch };
  const version = await hashOfSources(ctx.gateSources);
  const key = `gate/${version}-${arch}`;
  const { manifest, file } = await obtainOnce({ key, what: 'the gate', ctx }, (folder) => {
    const request = { version, output: join(folder, 'gate') };
    return firstThatWorks(
      folder,
      [() => withGo(request, ctx), () => withBuilder(request, ctx)],
      (attempts) =>
        notProvisioned('the gate', attempts, 'install Go, or start Docker with network access'),
    );
  });
  const { digest, source } = manifest;
  return {
    path: file('gate') as string,
    version,
    provenance: { name: 'gate', version, digest, source },
  };
}

interface Request {
  readonly version: string;
  readonly output: string;
}

async function withGo({ version, output }: Request, ctx: ProvisionContext): Promise<Obtained> {
  const folder = ctx.gateSources;
  const compiler = await goVersion(folder, ctx);
  await timed(ctx.progress, `the gate: building it for ${ctx.arch}`, () =>
    goBuild({ folder, packages: ['.'], output }, ctx),
  );
  return await built({ version, output, by: compiler }, ctx);
}

async function withBuilder({ version, output }: Request, ctx: ProvisionContext): Promise<Obtained> {
  const { gateBuilder, arch, gateSources: sources, progress } = ctx;
  const way = gateBuilder?.name ?? 'a golang image';
  if (gateBuilder === undefined) throw new WayFailed({ way, why: 'Docker does not answer' });
  try {
    const what = `the gate: building it for ${arch} in ${way}`;
    const by = await timed(progress, what, () =>
      gateBuilder.build({ sources, arch, output, progress }),
    );
    return await built({ version, output, by }, ctx);
  } catch (error) {
    if (error instanceof WayFailed) throw error;
    throw new WayFailed({ way, why: (error as Error).message }, error);
  }
}

async function built(
  { version, output, by }: Request & { by: string },
  { arch }: ProvisionContext,
): Promise<Obtained> {
  if (await isElfFor(output, arch)) return { version, source: `built by ${by}`, files: ['gate'] };
  throw new WayFailed({ way: by, why: `what came out is no Linux program for ${arch}` });
}

/** The first 12 hex digits of a hash over everything that decides what is built. */
async function hashOfSources(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const text = await readFile(file);
    hash.update(`${relative(folder, file)} ${text.length}\n`).update(text);
  }
  return hash.digest('hex').slice(0, 12);
}

const isSource = (name: string): boolean =>
  name === 'go.mod' || name === 'go.sum' || (/\.(go|s)$/.test(name) && !name.endsWith('_test.go'));
