import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBytes, hashBytes, toBytes } from '../../../src/history/bytes.ts';
import type { Bytes } from '../../../src/history/types.ts';

const cases: readonly [name: string, raw: Buffer, written: Bytes][] = [
  ['nothing', Buffer.alloc(0), ''],
  ['text', Buffer.from('load/k1'), 'load/k1'],
  ['text beyond ASCII', Buffer.from('schlüssel 🔑\u0000\ufeff'), 'schlüssel 🔑\u0000\ufeff'],
  ['half a character', Buffer.from([0xc3]), { b64: 'ww==' }],
  ['a surrogate, which UTF-8 forbids', Buffer.from([0xed, 0xa0, 0x80]), { b64: '7aCA' }],
  ['an overlong zero', Buffer.from([0xc0, 0x80]), { b64: 'wIA=' }],
];

for (const [name, raw, written] of cases) {
  test(`${name} is written and read back`, () => {
    assert.deepEqual(toBytes(raw), written);
    assert.deepEqual(fromBytes(written), raw);
  });
}

test('a hash keeps equality and size, and cannot be turned back', () => {
  const hashed = hashBytes(Buffer.from('secret'));
  assert.deepEqual(hashed, {
    sha256: '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b',
    size: 6,
  });
  assert.throws(() => fromBytes(hashed), { code: 'HARNESS_BUG' });
});
