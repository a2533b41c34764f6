import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { millis } from '../../../src/core/duration.ts';
import { DEFAULT_ETCD_VERSION as VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import type { EtcdBinaries } from '../../../src/provision/provisioned.ts';
import { assembleImage } from '../../../src/runtime/assemble-image.ts';
import { connectEngine, type DockerEngine } from '../../../src/runtime/docker-engine.ts';
import type { ImageWork } from '../../../src/runtime/image-work.ts';
import { etcdImage } from '../../../src/runtime/images.ts';
import { imageRegistry, silentRegistry } from './image-registry.ts';

const engine = await connectEngine().catch((error: Error) => error);
const skip = engine instanceof Error ? `no Docker engine: ${engine.message}` : false;
const { docker, arch } = engine as DockerEngine;
const made: string[] = [];
after(async () => {
  for (const ref of made)
    await docker
      .getImage(ref)
      .remove({ force: true })
      .catch(() => {});
});

const steps: string[] = [];
const work: ImageWork = {
  docker,
  progress: ({ what, doneMs }) => doneMs === undefined && steps.push(what),
  registryPatience: millis(700),
};
const programs = (): Promise<EtcdBinaries> =>
  provisionEtcd({ kind: 'version', version: VERSION }, provisionContext({ arch }));
const never = (): Promise<never> => assert.fail('nothing had to be assembled');

test("a user's image is pulled and looked into; then it is simply there", { skip }, async () => {
  const { etcd, etcdctl } = await programs();
  const [serverPath, toolPath] = ['/opt/bitnami/etcd/bin/etcd', '/usr/bin/etcdctl'];
  const files = { [serverPath]: etcd, [toolPath]: etcdctl };
  await using registry = await imageRegistry(files, arch);
  const { ref } = registry;
  made.push(ref);
  const asked = { kind: 'image', ref } as const;
  const image = await etcdImage({ asked, assemble: never }, work);
  assert.deepEqual(image, {
    ref,
    version: VERSION,
    etcd: serverPath,
    etcdctl: toolPath,
    provenance: { name: 'etcd', version: VERSION, digest: registry.digest, source: `image ${ref}` },
  });
  const pulled = registry.asked.length;
  assert.deepEqual(await etcdImage({ asked, assemble: never }, work), image);
  assert.equal(registry.asked.length, pulled);
});

test("an image that its registry does not know is the user's mistake", { skip }, async () => {
  await using registry = await imageRegistry({}, arch);
  const asked = { kind: 'image', ref: `${registry.host}/drill/other:x` } as const;
  await assert.rejects(etcdImage({ asked, assemble: never }, work), {
    code: 'IMAGE_NOT_PULLED',
    exit: 64,
  });
});

test('an image without etcd is refused', { skip }, async () => {
  const { etcdctl } = await programs();
  await using registry = await imageRegistry({ '/usr/bin/etcdctl': etcdctl }, arch);
  made.push(registry.ref);
  const asked = { kind: 'image', ref: registry.ref } as const;
  await assert.rejects(etcdImage({ asked, assemble: never }, work), {
    code: 'BAD_ETCD_IMAGE',
    exit: 64,
  });
});

test('a registry that is silent is given up in time, and not asked again', { skip }, async () => {
  await using registry = await silentRegistry();
  const ask = (name: string): Promise<unknown> => {
    const asked = { kind: 'image', ref: `${registry.host}/drill/${name}:x` } as const;
    return etcdImage({ asked, assemble: never }, work).catch((error: unknown) => error);
  };
  const expected = { code: 'IMAGE_NOT_PULLED', exit: 4 };
  const { code, exit } = (await ask('etcd')) as typeof expected;
  const connections = registry.asked.length;
  const again = (await ask('another')) as typeof expected;
  assert.deepEqual(
    [
      { code, exit },
      { code: again.code, exit: again.exit },
    ],
    [expected, expected],
  );
  assert.ok(connections > 0);
  assert.equal(registry.asked.length, connections);
});

test("a path's image is assembled once, and again when the program differs", { skip }, async () => {
  const local = await programs();
  const ask = (digest: string): ReturnType<typeof etcdImage> =>
    etcdImage(
      {
        asked: { kind: 'path', path: local.etcd },
        assemble: () => Promise.resolve({ ...local, provenance: { ...local.provenance, digest } }),
      },
      work,
    );
  const mark = 'ab'.repeat(6);
  const ref = `etcd-doomsday/etcd:${VERSION}-${mark}`;
  const other = `etcd-doomsday/etcd:${VERSION}-${'cd'.repeat(6)}`;
  made.push(ref, other);
  steps.length = 0;
  const image = await ask(`sha256:${mark}`);
  assert.deepEqual(image, {
    ref,
    version: VERSION,
    etcd: '/usr/local/bin/etcd',
    etcdctl: '/usr/local/bin/etcdctl',
    etcdutl: '/usr/local/bin/etcdutl',
    provenance: {
      name: 'etcd',
      version: VERSION,
      digest: `sha256:${mark}`,
      source: `assembled here; ${local.provenance.source}`,
    },
  });
  assert.deepEqual(await ask(`sha256:${mark}`), image);
  await ask(`sha256:${'cd'.repeat(6)}`);
  assert.deepEqual(steps, [`assembling the image ${ref}`, `assembling the image ${other}`]);
});

test('an image that is made anew takes the place of the old one', { skip }, async () => {
  const { provenance, etcd } = await programs();
  const ref = 'etcd-doomsday/drill:anew';
  made.push(ref);
  const make = (digest: string): Promise<unknown> => {
    const parts = { ref, files: { '/etcd': etcd }, entrypoint: '/etcd' };
    return assembleImage({ ...parts, provenance: { ...provenance, digest } }, work);
  };
  await make('sha256:old');
  const old = (await docker.getImage(ref).inspect()).Id;
  await make('sha256:new');
  await assert.rejects(docker.getImage(old).inspect(), { statusCode: 404 });
  const { Config } = await docker.getImage(ref).inspect();
  assert.equal(Config.Labels['etcd-doomsday.image.digest'], 'sha256:new');
});

test('a version whose image was assembled before is there without a pull', { skip }, async () => {
  const local = await programs();
  const version = '3.7.0-drill';
  const assemble = (): Promise<EtcdBinaries> => Promise.resolve({ ...local, version });
  const { ref } = await etcdImage({ asked: { kind: 'path', path: local.etcd }, assemble }, work);
  await docker.getImage(ref).tag({ repo: 'etcd-doomsday/etcd', tag: version });
  made.push(ref, `etcd-doomsday/etcd:${version}`);
  steps.length = 0;
  const asked = { kind: 'version', version } as const;
  const image = await etcdImage({ asked, assemble: never }, work);
  assert.deepEqual([image.ref, steps], [`etcd-doomsday/etcd:${version}`, []]);
});
