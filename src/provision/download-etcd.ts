import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WayFailed } from './attempt.ts';
import type { Obtained } from './cache-entry.ts';
import { checksumOf, downloadFile, downloadText } from './download.ts';
import { etcdTools } from './etcd-tools.ts';
import { extractTar } from './extract-tar.ts';
import type { ProvisionContext } from './provision-context.ts';

/**
 * An official release, checked against the checksums published beside it.
 * @throws {WayFailed}
 */
export async function downloadEtcd(
  { version, folder }: { version: string; folder: string },
  ctx: ProvisionContext,
): Promise<Obtained> {
  const file = `etcd-v${version}-linux-${ctx.arch}.tar.gz`;
  const base = `${ctx.releases.etcd}/v${version}`;
  const sha256 = checksumOf(file, await downloadText(`${base}/SHA256SUMS`, ctx));
  const archive = join(folder, file);
  await downloadFile({ url: `${base}/${file}`, to: archive, sha256 }, ctx);
  const names = etcdTools(version);
  const found = await extractTar({ archive, names, folder }).catch((error: Error) => {
    const why = `${file} is no whole archive: ${error.message}`;
    throw new WayFailed({ way: 'download', why }, error);
  });
  await rm(archive);
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length === 0) return { version, source: `download ${base}/${file}`, files: names };
  throw new WayFailed({ way: 'download', why: `${file} holds no ${missing.join(' and no ')}` });
}
