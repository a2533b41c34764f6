import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A release archive as etcd publishes it, of the programs given. */
export async function releaseTarball(
  folder: string,
  programs: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: `${folder}/README.md` }, 'etcd');
  for (const [name, path] of Object.entries(programs)) {
    tar.entry({ name: `${folder}/${name}`, mode: 0o755 }, await readFile(path));
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks), { level: 1 });
}
