import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { damageSnapshot } from '../../../src/recovery/damage-snapshot.ts';
import { snapshotIntegrity } from '../../../src/recovery/snapshot-integrity.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Whole pages, as bbolt writes them, and the SHA-256 that `snapshot save` appends. */
const body = Buffer.from(Array.from({ length: 8192 }, (_, i) => (i * 7) % 251));
const hash = createHash('sha256').update(body).digest();
const flipped = Buffer.from(body.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)));

const cases: readonly [string, Buffer, 'sound' | 'damaged' | 'without hash'][] = [
  ['as it was saved', Buffer.concat([body, hash]), 'sound'],
  ['one bit flipped', Buffer.concat([flipped, hash]), 'damaged'],
  [
    'one bit of the hash flipped',
    Buffer.concat([body, hash.map((b, i) => (i === 0 ? b ^ 1 : b))]),
    'damaged',
  ],
  ['a copied member/snap/db', body, 'without hash'],
  ['cut off in the middle of a page', body.subarray(0, 5000), 'without hash'],
  ['an empty file', Buffer.alloc(0), 'without hash'],
];

for (const [what, bytes, expected] of cases) {
  test(`${what}: ${expected}`, async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, 'a.db');
    await writeFile(file, bytes);
    assert.equal(await snapshotIntegrity(file), expected);
  });
}

test('damaging flips every bit of 64 bytes in the middle, and nothing else', async () => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'a.db');
  const sound = Buffer.concat([body, hash]);
  await writeFile(file, sound);
  await damageSnapshot(file);
  const from = Math.floor((sound.length - 64) / 2);
  const expected = sound.map((byte, i) => (i >= from && i < from + 64 ? byte ^ 0xff : byte));
  assert.deepEqual(await readFile(file), expected);
  assert.equal(await snapshotIntegrity(file), 'damaged');
  await damageSnapshot(file);
  assert.equal(await snapshotIntegrity(file), 'sound');
});
