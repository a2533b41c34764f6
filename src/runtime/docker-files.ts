import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, pack, type Pack } from 'tar-stream';
import type Dockerode from 'dockerode';

/** Everything inside belongs to root, whoever owns it outside. */
const OWNER = { uid: 0, gid: 0 };

/** Copies a local file to `to` in the container; its folder must exist. */
export async function putFile(
  container: Dockerode.Container,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const tar = pack();
  const sent = container.putArchive(asStream(tar), { path: dirname(to) });
  await Promise.all([sent, addFile(tar, { from, name: basename(to), mode: 0o644 })]);
}

/** Fills a fresh volume at `at` in the container: empty folders, and a program. */
export async function furnish(
  container: Dockerode.Container,
  { at, folders, program }: Furniture,
): Promise<void> {
  const tar = pack();
  for (const name of folders)
    tar.entry({ name: `${name}/`, type: 'directory', mode: 0o755, ...OWNER });
  const sent = container.putArchive(asStream(tar), { path: at });
  await Promise.all([sent, addFile(tar, { ...program, mode: 0o755 })]);
}

interface Furniture {
  readonly at: string;
  readonly folders: readonly string[];
  readonly program: { readonly from: string; readonly name: string };
}

/** Copies one file out of the container. */
export async function getFile(
  container: Dockerode.Container,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const archive = await container.getArchive({ path: from });
  const tar = extract();
  const unpacked = (async () => {
    for await (const entry of tar) {
      if (entry.header.type === 'file') await pipeline(entry, createWriteStream(to));
      else entry.resume();
    }
  })();
  await Promise.all([pipeline(archive, tar), unpacked]);
}

/** tar-stream's streams are not Node's own, but read like them. */
const asStream = (tar: Pack): NodeJS.ReadableStream => tar as unknown as NodeJS.ReadableStream;

async function addFile(
  tar: Pack,
  { from, name, mode }: { from: string; name: string; mode: number },
): Promise<void> {
  try {
    const { size } = await stat(from);
    const entry = tar.entry({ name, size, mode, ...OWNER });
    await pipeline(createReadStream(from), entry);
    tar.finalize();
  } catch (error) {
    tar.destroy(error as Error);
    throw error;
  }
}
