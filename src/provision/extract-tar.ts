import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/**
 * Takes the files called one of `names` out of a .tar.gz and puts them, executable, into `folder`.
 * Only base names are used, so no entry can be written elsewhere.
 * @returns the names that were found.
 */
export async function extractTar({
  archive,
  names,
  folder,
}: {
  archive: string;
  names: readonly string[];
  folder: string;
}): Promise<string[]> {
  const { extract } = await import('tar-stream'); // only who downloads pays for loading it
  const found: string[] = [];
  const entries = extract();
  const unpacking = pipeline(createReadStream(archive), createGunzip(), entries);
  unpacking.catch(() => {}); // a broken archive also ends the loop, with the same error
  for await (const entry of entries) {
    const name = basename(entry.header.name);
    if (entry.header.type === 'file' && names.includes(name)) {
      await pipeline(entry, createWriteStream(join(folder, name), { mode: 0o755 }));
      found.push(name);
    } else {
      entry.resume();
    }
  }
  await unpacking;
  return found;
}
