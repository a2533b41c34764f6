import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { parseEtcdAsked } from '../../../src/provision/parse-etcd-asked.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const understood = [
  ['3.6.14', { kind: 'version', version: '3.6.14' }],
  ['v3.6.14', { kind: 'version', version: '3.6.14' }],
  ['3.8.0-alpha.0', { kind: 'version', version: '3.8.0-alpha.0' }],
  ['3.4.0', { kind: 'version', version: '3.4.0' }],
  ['registry.example/etcd:3.5', { kind: 'image', ref: 'registry.example/etcd:3.5' }],
  ['localhost:5000/etcd', { kind: 'image', ref: 'localhost:5000/etcd' }],
  ['etcd:latest', { kind: 'image', ref: 'etcd:latest' }],
  [`team/etcd@${digest}`, { kind: 'image', ref: `team/etcd@${digest}` }],
] as const;

for (const [text, asked] of understood) {
  test(`${text} is understood`, () => {
    assert.deepEqual(parseEtcdAsked(text), asked);
  });
}

const refused = [
  ['3.3.27', 'ETCD_TOO_OLD'],
  ['2.3.8', 'ETCD_TOO_OLD'],
  ['3.6', 'BAD_ETCD'],
  ['newest', 'BAD_ETCD'],
  ['', 'BAD_ETCD'],
  ['3.6.14 ', 'BAD_ETCD'],
  ['team/Etcd:3', 'BAD_ETCD'],
  ['./no/such/folder', 'NO_SUCH_ETCD_PATH'],
  ['~/no-such-folder-here', 'NO_SUCH_ETCD_PATH'],
] as const;

for (const [text, code] of refused) {
  test(`"${text}" is refused as ${code}`, () => {
    const told = refusal(text);
    assert.deepEqual([told.code, told.exit], [code, 64]);
  });
}

test('a refusal says what was expected and what to do', () => {
  assert.equal(
    refusal('3.6').render(),
    [
      'BAD_ETCD  "3.6" is no etcd version, path or image',
      '',
      '  expected   a full version (3.6.14), a path (./bin, /opt/etcd/etcd) or an image (registry/name:tag)',
      '  observed   "3.6"',
      '  next       --etcd 3.7.1',
    ].join('\n'),
  );
});

test('a path that exists is a path, with or without ./ in front', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'bin');
  await mkdir(path);
  assert.deepEqual(parseEtcdAsked(path), { kind: 'path', path });
  assert.deepEqual(parseEtcdAsked(relative(process.cwd(), path)), { kind: 'path', path });
});

function refusal(text: string): DoomsdayError {
  try {
    parseEtcdAsked(text);
  } catch (error) {
    if (error instanceof DoomsdayError) return error;
  }
  throw new Error(`"${text}" was not refused`);
}
