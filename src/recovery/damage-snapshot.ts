import { open } from 'node:fs/promises';

/**
 * Flips every bit of `count` bytes at a place inside the file, as a bad disk or a bad copy does.
 * `place` is a share of the file from 0 to 1; the appended hash at the end stays as it was.
 */
export async function damageSnapshot(file: string, place = 0.5, count = 64): Promise<void> {
  await using handle = await open(file, 'r+');
  const { size } = await handle.stat();
  const at = Math.floor((size - count) * place);
  const bytes = Buffer.alloc(count);
  await handle.read(bytes, 0, count, at);
  await handle.write(
    bytes.map((b) => b ^ 0xff),
    0,
    count,
    at,
  );
  await handle.sync();
}
