import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstThatWorks, notProvisioned } from './attempt.ts';
import { obtainOnce, type Obtained } from './cache-entry.ts';
import { checkBinary } from './check-binary.ts';
import { TOXIPROXY_VERSION } from './defaults.ts';
import { checksumOf, downloadFile, downloadText } from './download.ts';
import { goBuild, goVersion, writeModule } from './go-tool.ts';
import type { ProvisionContext } from './provision-context.ts';
import type { Binary } from './provisioned.ts';
import { timed } from '../core/timed.ts';

const MODULE = 'github.com/Shopify/toxiproxy/v2';
const NAME = 'toxiproxy-server';
const WHAT = `toxiproxy ${TOXIPROXY_VERSION}`;

/**
 * Toxiproxy's server as a local binary: the cache, an official release, a build from its Go module.
 * Cost: a few milliseconds when cached, seconds when not.
 * @throws {DoomsdayError} NOT_PROVISIONED
 */
export async function provisionToxiproxy(ctx: ProvisionContext): Promise<Binary> {
  const key = `toxiproxy/${TOXIPROXY_VERSION}-linux-${ctx.arch}`;
  const { manifest, file } = await obtainOnce({ key, what: WHAT, ctx }, (folder) =>
    firstThatWorks(
      folder,
      [
        () => timed(ctx.progress, `${WHAT}: downloading the release`, () => download(folder, ctx)),
        () =>
          timed(ctx.progress, `${WHAT}: building it from its Go module`, () => build(folder, ctx)),
      ],
      (attempts) => notProvisioned(WHAT, attempts, 'install Go or open the network'),
    ),
  );
  const { version, digest, source } = manifest;
  const provenance = { name: 'toxiproxy', version, digest, source };
  return { path: file(NAME) as string, version, provenance };
}

async function download(folder: string, ctx: ProvisionContext): Promise<Obtained> {
  const base = `${ctx.releases.toxiproxy}/v${TOXIPROXY_VERSION}`;
  const published = `${NAME}-linux-${ctx.arch}`;
  const sha256 = checksumOf(published, await downloadText(`${base}/checksums.txt`, ctx));
  const to = join(folder, NAME);
  await downloadFile({ url: `${base}/${published}`, to, sha256 }, ctx);
  await chmod(to, 0o755);
  await check(to, 'download', ctx);
  return { version: TOXIPROXY_VERSION, source: `download ${base}/${published}`, files: [NAME] };
}

async function build(folder: string, ctx: ProvisionContext): Promise<Obtained> {
  const work = join(folder, 'work');
  await writeModule(work, { [MODULE]: TOXIPROXY_VERSION });
  const compiler = await goVersion(work, ctx);
  const packages = [`${MODULE}/cmd/server`];
  // Without the flag the binary calls itself "git".
  const ldflags = `-X ${MODULE}.Version=${TOXIPROXY_VERSION}`;
  await goBuild({ folder: work, packages, output: NAME, ldflags, complete: true }, ctx);
  await rename(join(work, NAME), join(folder, NAME));
  await rm(work, { recursive: true });
  await check(join(folder, NAME), 'Go module', ctx);
  const source = `go-module ${MODULE}@v${TOXIPROXY_VERSION} (${compiler})`;
  return { version: TOXIPROXY_VERSION, source, files: [NAME] };
}

const check = (path: string, way: string, { arch }: ProvisionContext): Promise<void> =>
  checkBinary({
    path,
    arch,
    way,
    ask: ['--version'],
    answer: /version (\S+)/,
    version: TOXIPROXY_VERSION,
  });
