import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pack } from 'tar-stream';

/** A registry on loopback that knows one image: just enough of the protocol for a pull. */
export interface ImageRegistry extends AsyncDisposable {
  /** The image's name; any other name at this host is unknown. */
  readonly ref: string;
  readonly host: string;
  /** Of the manifest: what a registry calls the image's digest. */
  readonly digest: string;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
}

interface Blob {
  readonly bytes: Buffer;
  readonly digest: string;
}

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

/** @param files path in the image -> local file. */
export async function imageRegistry(
  files: Readonly<Record<string, string>>,
  arch: 'amd64' | 'arm64',
): Promise<ImageRegistry> {
  const layer = blob(await tarOf(files));
  const rootfs = { type: 'layers', diff_ids: [layer.digest] };
  const config = blob({ architecture: arch, os: 'linux', config: {}, rootfs, history: [] });
  const manifest = blob({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: described(config, 'application/vnd.docker.container.image.v1+json'),
    layers: [described(layer, 'application/vnd.docker.image.rootfs.diff.tar')],
  });
  const known: Record<string, [Blob, string]> = {
    '/v2/drill/etcd/manifests/x': [manifest, MANIFEST_TYPE],
    [`/v2/drill/etcd/manifests/${manifest.digest}`]: [manifest, MANIFEST_TYPE],
    [`/v2/drill/etcd/blobs/${config.digest}`]: [config, 'application/octet-stream'],
    [`/v2/drill/etcd/blobs/${layer.digest}`]: [layer, 'application/octet-stream'],
  };
  const server = await served((path, response) => {
    const [found, type] = known[path] ?? [];
    if (path === '/v2/') response.end('{}');
    else if (found !== undefined) send(response, found, type as string);
    else
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"unknown"}]}');
  });
  return { ...server, ref: `${server.host}/drill/etcd:x`, digest: manifest.digest };
}

/** A host that takes connections and never says a word. */
export const silentRegistry = (): Promise<Omit<ImageRegistry, 'ref' | 'digest'>> =>
  served(() => {});

async function served(
  answer: (path: string, response: ServerResponse) => void,
): Promise<Omit<ImageRegistry, 'ref' | 'digest'>> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function blob(content: object): Blob {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

const described = ({ bytes, digest }: Blob, mediaType: string): object => ({
  mediaType,
  size: bytes.length,
  digest,
});

function send(response: ServerResponse, { bytes, digest }: Blob, type: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-length', bytes.length);
  response.setHeader('docker-content-digest', digest);
  response.end(bytes);
}

async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [path, file] of Object.entries(files)) {
    tar.entry({ name: path.slice(1), mode: 0o755 }, await readFile(file));
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
