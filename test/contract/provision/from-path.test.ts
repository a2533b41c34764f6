import assert from 'node:assert/strict';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { DEFAULT_ETCD_VERSION as VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import type { EtcdBinaries } from '../../../src/provision/provisioned.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let real: EtcdBinaries;

before(async () => {
  real = await provisionEtcd({ kind: 'version', version: VERSION }, provisionContext());
});

const fromPath = (path: string): Promise<EtcdBinaries> =>
  provisionEtcd({ kind: 'path', path }, provisionContext());

test('a folder and the binary itself mean the same', async () => {
  await using folder = await tempFolder();
  const bin = (name: string): string => join(folder.path, name);
  for (const name of ['etcd', 'etcdctl', 'etcdutl'] as const) {
    await symlink(real[name] as string, bin(name));
  }
  const expected = {
    version: VERSION,
    etcd: bin('etcd'),
    etcdctl: bin('etcdctl'),
    etcdutl: bin('etcdutl'),
    provenance: { ...real.provenance, source: `path ${bin('etcd')}` },
  };
  assert.deepEqual(await fromPath(folder.path), expected);
  assert.deepEqual(await fromPath(bin('etcd')), expected);
});

test('tools that do not lie beside etcd are those of its version', async () => {
  await using folder = await tempFolder();
  const etcd = join(folder.path, 'my-etcd');
  await copyFile(real.etcd, etcd);
  assert.deepEqual(await fromPath(etcd), {
    ...real,
    etcd,
    provenance: {
      ...real.provenance,
      source: `path ${etcd}; tools: ${real.provenance.source}`,
    },
  });
});

test('a binary that was replaced is asked again', async () => {
  await using folder = await tempFolder();
  const etcd = join(folder.path, 'etcd');
  const say = (version: string): string => `#!/bin/sh\necho etcd Version: ${version}\n`;
  for (const name of ['etcdctl', 'etcdutl']) {
    await writeFile(join(folder.path, name), '', { mode: 0o755 });
  }
  await writeFile(etcd, say('3.6.1'), { mode: 0o755 });
  assert.equal((await fromPath(etcd)).version, '3.6.1');
  await rm(etcd);
  await writeFile(etcd, say('3.6.22'), { mode: 0o755 });
  assert.equal((await fromPath(etcd)).version, '3.6.22');
});

const wrong: readonly [string, string, string, RegExp][] = [
  ['nothing that can be run', '', 'NO_ETCD_AT_PATH', /is no executable file$/],
  ['another program', '#!/bin/sh\necho hello', 'NO_ETCD_AT_PATH', /--version" says: hello$/],
  ['an etcd that is too old', '#!/bin/sh\necho etcd Version: 3.3.1', 'ETCD_TOO_OLD', /^$/],
];

for (const [name, text, code, observed] of wrong) {
  test(`${name} is refused: ${code}`, async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, 'bin');
    await mkdir(path);
    await writeFile(join(path, 'etcd'), text, { mode: text === '' ? 0o644 : 0o755 });
    const error = await fromPath(path).catch((caught: unknown) => caught);
    assert.ok(error instanceof DoomsdayError, String(error));
    assert.deepEqual([error.code, error.exit], [code, 64]);
    assert.match(error.facts.observed ?? '', observed);
  });
}

test('an image needs Docker', async () => {
  const asked = { kind: 'image', ref: 'team/etcd:3' } as const;
  await assert.rejects(provisionEtcd(asked, provisionContext()), {
    code: 'ETCD_IMAGE_NEEDS_DOCKER',
    exit: 64,
  });
});
