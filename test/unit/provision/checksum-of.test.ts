import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checksumOf } from '../../../src/provision/download.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const list = `${a}  etcd-v3.7.1-linux-amd64.tar.gz\n${b} *etcd-v3.7.1-linux-arm64.tar.gz\nx  short\n`;

test('a checksum is found by the whole file name, in text and in binary mode', () => {
  assert.equal(checksumOf('etcd-v3.7.1-linux-amd64.tar.gz', list), a);
  assert.equal(checksumOf('etcd-v3.7.1-linux-arm64.tar.gz', list), b);
});

for (const name of ['etcd-v3.7.1-linux-amd64.tar', 'short', '']) {
  test(`"${name}" has no checksum in the list`, () => {
    assert.throws(() => checksumOf(name, list), {
      message: `download: the published checksums do not name ${name}`,
    });
  });
}
