import { usageError } from '../core/doomsday-error.ts';
import { firstThatWorks, notProvisioned, unknownVersion, type Attempt } from './attempt.ts';
import { buildEtcd } from './build-etcd.ts';
import { obtainOnce, type CacheEntry, type Obtained } from './cache-entry.ts';
import { downloadEtcd } from './download-etcd.ts';
import type { EtcdAsked } from './etcd-asked.ts';
import { etcdFromPath } from './etcd-from-path.ts';
import { etcdKey } from './etcd-key.ts';
import { checkEtcdTools, etcdTools } from './etcd-tools.ts';
import { supported } from './parse-etcd-asked.ts';
import type { ProvisionContext } from './provision-context.ts';
import type { EtcdBinaries } from './provisioned.ts';
import { timed } from '../core/timed.ts';

/**
 * Local binaries of the etcd that was asked for: the cache, the user's path, an official release,
 * a build from the public Go modules, in this order.
 * Cost: a few milliseconds when cached, seconds to a minute and a half when not.
 * @throws {DoomsdayError} NOT_PROVISIONED when no way worked; usage errors UNKNOWN_ETCD_VERSION,
 *   ETCD_TOO_OLD, NO_ETCD_AT_PATH, and ETCD_IMAGE_NEEDS_DOCKER for an image.
 */
export async function provisionEtcd(
  asked: EtcdAsked,
  ctx: ProvisionContext,
): Promise<EtcdBinaries> {
  if (asked.kind === 'image') throw needsDocker(asked.ref);
  if (asked.kind === 'version') return await etcdVersion(asked.version, ctx);
  return await etcdFromPath(asked.path, ctx, (version) => etcdVersion(version, ctx));
}

async function etcdVersion(version: string, ctx: ProvisionContext): Promise<EtcdBinaries> {
  supported(version);
  const what = `etcd ${version}`;
  const key = etcdKey(version, ctx);
  const entry = await obtainOnce({ key, what, ctx }, (folder) =>
    firstThatWorks(
      folder,
      [() => download({ version, folder }, ctx), () => build({ version, folder }, ctx)],
      (attempts) => failure(version, attempts),
    ),
  );
  return binaries(entry);
}

async function download(
  { version, folder }: { version: string; folder: string },
  ctx: ProvisionContext,
): Promise<Obtained> {
  return await timed(ctx.progress, `etcd ${version}: downloading the release`, async () => {
    const obtained = await downloadEtcd({ version, folder }, ctx);
    const facts = { folder, arch: ctx.arch, version, way: 'download' };
    await checkEtcdTools(etcdTools(version), facts);
    return obtained;
  });
}

const build = (
  request: { version: string; folder: string },
  ctx: ProvisionContext,
): Promise<Obtained> =>
  timed(ctx.progress, `etcd ${request.version}: building it from its Go module`, () =>
    buildEtcd(request, ctx),
  );

function failure(version: string, attempts: readonly Attempt[]): Error {
  if (attempts.some((attempt) => attempt.unknownVersion)) return unknownVersion(version, attempts);
  return notProvisioned(
    `etcd ${version}`,
    attempts,
    'install Go or open the network, or hand in binaries: --etcd /folder/with/etcd/and/etcdctl',
  );
}

function binaries({ manifest, file }: CacheEntry): EtcdBinaries {
  const { version, digest, source } = manifest;
  const etcdutl = file('etcdutl');
  return {
    version,
    etcd: file('etcd') as string,
    etcdctl: file('etcdctl') as string,
    ...(etcdutl === undefined ? {} : { etcdutl }),
    provenance: { name: 'etcd', version, digest, source },
  };
}

const needsDocker = (ref: string): Error =>
  usageError({
    code: 'ETCD_IMAGE_NEEDS_DOCKER',
    message: `an image was asked for (${ref}), but this run uses local processes`,
    expected: 'a version or a path',
    next: '--runtime docker, or --etcd VERSION',
  });
