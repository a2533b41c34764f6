import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { before, test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { DEFAULT_ETCD_VERSION as VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import type { ProvisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import { provisionToxiproxy } from '../../../src/provision/provision-toxiproxy.ts';
import type { EtcdBinaries } from '../../../src/provision/provisioned.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  hangUp,
  releaseServer,
  sha256,
  truncated,
  whole,
  type Answer,
  type ReleaseServer,
} from './release-server.ts';
import { releaseTarball } from './release-tarball.ts';

const { arch } = provisionContext();
const NO_GO = '/there/is/no/go';
const folder = `etcd-v${VERSION}-linux-${arch}`;
const FILE = `/v${VERSION}/${folder}.tar.gz`;
const SUMS = `/v${VERSION}/SHA256SUMS`;
let real: EtcdBinaries;
let tarball: Buffer;

before(async () => {
  real = await provisionEtcd({ kind: 'version', version: VERSION }, provisionContext());
  const { etcd, etcdctl, etcdutl } = real;
  tarball = await releaseTarball(folder, { etcd, etcdctl, etcdutl: etcdutl as string });
});

const sums = (sum: string): Answer => whole(`${sum}  ${folder}.tar.gz\n`);

/** Asks for etcd with nothing but the server to get it from. */
async function ask(
  cache: string,
  { base }: ReleaseServer,
  version = VERSION,
): Promise<EtcdBinaries | DoomsdayError> {
  const releases = { etcd: base, toxiproxy: base };
  const ctx: ProvisionContext = provisionContext({ cache, releases, go: NO_GO });
  return await provisionEtcd({ kind: 'version', version }, ctx).catch((error: unknown) => {
    if (error instanceof DoomsdayError) return error;
    throw error;
  });
}

test('a release with the published checksum is kept; the next one asks nobody', async () => {
  await using cache = await tempFolder();
  await using server = await releaseServer({
    [SUMS]: sums(sha256(tarball)),
    [FILE]: whole(tarball),
  });
  const bin = `${cache.path}/etcd/${VERSION}-linux-${arch}`;
  const expected = {
    version: VERSION,
    etcd: `${bin}/etcd`,
    etcdctl: `${bin}/etcdctl`,
    etcdutl: `${bin}/etcdutl`,
    provenance: { ...real.provenance, source: `download ${server.base}${FILE}` },
  };
  assert.deepEqual(await ask(cache.path, server), expected);
  assert.deepEqual(await ask(cache.path, server), expected);
  assert.deepEqual(server.asked, [SUMS, FILE]);
  assert.deepEqual((await readdir(bin)).sort(), ['etcd', 'etcdctl', 'etcdutl', 'manifest.json']);
  assert.deepEqual(await readdir(`${cache.path}/tmp`), []);
});

const failures: readonly [string, () => Record<string, Answer>, RegExp][] = [
  [
    'a wrong checksum',
    () => ({ [SUMS]: sums('0'.repeat(64)), [FILE]: whole(tarball) }),
    /^download: http\S+ has sha256 [0-9a-f]{64}, published is 0{64}$/m,
  ],
  [
    'a transfer cut short',
    () => ({ [SUMS]: sums(sha256(tarball)), [FILE]: truncated(tarball) }),
    /^download: http\S+tar\.gz: other side closed$/m,
  ],
  [
    'an archive cut short before its checksum was made',
    () => {
      const half = tarball.subarray(0, tarball.length / 2);
      return { [SUMS]: sums(sha256(half)), [FILE]: whole(half) };
    },
    /^download: etcd-v\S+ is no whole archive: /m,
  ],
  [
    'a list that lacks the file',
    () => ({ [SUMS]: whole('nothing here\n'), [FILE]: whole(tarball) }),
    /^download: the published checksums do not name etcd-v/m,
  ],
  ['a server that hangs up', () => ({ [SUMS]: hangUp }), /^download: http\S+: other side closed$/m],
];

for (const [name, files, why] of failures) {
  test(`${name}: nothing is kept, the reason is told`, async () => {
    await using cache = await tempFolder();
    await using server = await releaseServer(files());
    const error = await ask(cache.path, server);
    assert.ok(error instanceof DoomsdayError);
    assert.deepEqual([error.code, error.exit], ['NOT_PROVISIONED', 4]);
    assert.match(error.facts.observed ?? '', why);
    assert.match(error.facts.observed ?? '', /^Go module: the Go tool is not installed$/m);
    assert.deepEqual(await readdir(`${cache.path}/tmp`), []);
    assert.deepEqual(await readdir(`${cache.path}/etcd`), []);
  });
}

test('a release that holds another version is refused', async () => {
  await using cache = await tempFolder();
  const other = `etcd-v3.7.99-linux-${arch}.tar.gz`;
  await using server = await releaseServer({
    '/v3.7.99/SHA256SUMS': whole(`${sha256(tarball)}  ${other}\n`),
    [`/v3.7.99/${other}`]: whole(tarball),
  });
  const error = await ask(cache.path, server, '3.7.99');
  assert.ok(error instanceof DoomsdayError);
  assert.match(
    error.facts.observed ?? '',
    new RegExp(`is version ${VERSION}, not 3\\.7\\.99$`, 'm'),
  );
});

test("a version that the publisher does not know is the user's mistake", async () => {
  await using cache = await tempFolder();
  await using server = await releaseServer({});
  const error = await ask(cache.path, server, '3.7.98');
  assert.ok(error instanceof DoomsdayError);
  assert.deepEqual([error.code, error.exit], ['UNKNOWN_ETCD_VERSION', 64]);
});

test('a server out of reach is asked once in a process', async () => {
  await using cache = await tempFolder();
  await using server = await releaseServer({ [SUMS]: hangUp });
  await ask(cache.path, server);
  await ask(cache.path, server, '3.7.97');
  assert.deepEqual(server.asked, [SUMS]);
});

test('toxiproxy is one program, without an archive around it', async () => {
  await using cache = await tempFolder();
  const built = await provisionToxiproxy(provisionContext());
  const { readFile } = await import('node:fs/promises');
  const program = await readFile(built.path);
  const file = `toxiproxy-server-linux-${arch}`;
  const folderPath = `/v${built.version}`;
  await using server = await releaseServer({
    [`${folderPath}/checksums.txt`]: whole(`${sha256(program)}  ${file}\n`),
    [`${folderPath}/${file}`]: whole(program),
  });
  const releases = { etcd: server.base, toxiproxy: server.base };
  const got = await provisionToxiproxy(
    provisionContext({ cache: cache.path, releases, go: NO_GO }),
  );
  assert.deepEqual(got, {
    path: `${cache.path}/toxiproxy/${built.version}-linux-${arch}/toxiproxy-server`,
    version: built.version,
    provenance: {
      ...built.provenance,
      source: `download ${server.base}${folderPath}/${file}`,
    },
  });
});
