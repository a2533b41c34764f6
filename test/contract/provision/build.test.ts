import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { DEFAULT_ETCD_VERSION as VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import type { ProvisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import { runCommand } from '../../../src/provision/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hangUp, releaseServer, sha256, whole } from './release-server.ts';

const { arch } = provisionContext();
const go = await runCommand('go', ['list', '-m', `go.etcd.io/etcd/server/v3@v3.6.14`]);
const skip = go.code === 0 ? false : `etcd's Go modules are out of reach: ${go.stderr.trim()}`;

/** Every release is out of reach. */
async function withoutReleases(
  cache: string,
  given: Partial<ProvisionContext> = {},
): Promise<AsyncDisposable & { readonly ctx: ProvisionContext }> {
  const server = await releaseServer({}, hangUp);
  const releases = { etcd: server.base, toxiproxy: server.base };
  return {
    ctx: provisionContext({ cache, releases, ...given }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test('etcd is built from its Go modules; the next one builds nothing', { skip }, async () => {
  await using cache = await tempFolder();
  await using world = await withoutReleases(cache.path);
  const asked = { kind: 'version', version: '3.6.14' } as const;
  const built = await provisionEtcd(asked, world.ctx);
  const bin = `${cache.path}/etcd/3.6.14-linux-${arch}`;
  const { source, digest } = built.provenance;
  assert.deepEqual(built, {
    version: '3.6.14',
    etcd: `${bin}/etcd`,
    etcdctl: `${bin}/etcdctl`,
    etcdutl: `${bin}/etcdutl`,
    provenance: { name: 'etcd', version: '3.6.14', digest, source },
  });
  assert.match(source, /^go-module go\.etcd\.io\/etcd\/server\/v3@v3\.6\.14 \(go1\.\S+\)$/);
  assert.match(digest, /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual((await readdir(bin)).sort(), ['etcd', 'etcdctl', 'etcdutl', 'manifest.json']);

  const steps: string[] = [];
  const progress = ({ what }: { what: string }): void => void steps.push(what);
  const warm = await provisionEtcd(asked, { ...world.ctx, go: '/no/go', progress });
  assert.deepEqual([warm, steps], [built, []]);
});

test('a version that was never published is refused, with near ones', { skip }, async () => {
  await using cache = await tempFolder();
  await using world = await withoutReleases(cache.path);
  const error = await refusal('3.6.999', world.ctx);
  assert.deepEqual([error.code, error.exit], ['UNKNOWN_ETCD_VERSION', 64]);
  assert.match(error.facts.expected ?? '', /^a version such as 3\.6\.\d+, 3\.6\.\d+, /);
  assert.match(error.facts.next ?? '', /^--etcd 3\.6\.\d+$/);
});

test('without Go and without releases every way is listed with its reason', async () => {
  await using cache = await tempFolder();
  await using world = await withoutReleases(cache.path, { go: '/no/go' });
  const error = await refusal('3.6.14', world.ctx);
  const origin = world.ctx.releases.etcd;
  assert.equal(
    error.render(),
    [
      'NOT_PROVISIONED  etcd 3.6.14 cannot be had on this machine',
      '',
      '  expected   one of these ways to work',
      `  observed   download: ${origin}: other side closed`,
      '             Go module: the Go tool is not installed',
      '  next       install Go or open the network, or hand in binaries: ' +
        '--etcd /folder/with/etcd/and/etcdctl',
    ].join('\n'),
  );
});

test('what a failed download left is not kept with what was built after it', { skip }, async () => {
  await using cache = await tempFolder();
  const folder = `etcd-v${VERSION}-linux-${arch}`;
  const broken = Buffer.from('no archive');
  await using server = await releaseServer({
    [`/v${VERSION}/SHA256SUMS`]: whole(`${sha256(broken)}  ${folder}.tar.gz\n`),
    [`/v${VERSION}/${folder}.tar.gz`]: whole(broken),
  });
  const releases = { etcd: server.base, toxiproxy: server.base };
  const ctx = provisionContext({ cache: cache.path, releases });
  const built = await provisionEtcd({ kind: 'version', version: VERSION }, ctx);
  assert.match(built.provenance.source, /^go-module /);
  const kept = await readdir(`${cache.path}/etcd/${VERSION}-linux-${arch}`);
  assert.deepEqual(kept.sort(), ['etcd', 'etcdctl', 'etcdutl', 'manifest.json']);
});

async function refusal(version: string, ctx: ProvisionContext): Promise<DoomsdayError> {
  const outcome = await provisionEtcd({ kind: 'version', version }, ctx).catch((e: unknown) => e);
  assert.ok(outcome instanceof DoomsdayError, String(outcome));
  return outcome;
}
