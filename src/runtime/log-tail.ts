import { open } from 'node:fs/promises';

const READ_BYTES = 64 * 1024;

/** etcd prints all of its usage behind the flag that it does not know, which would hide the flag. */
const USAGE = /\nUsage:\n\n {2}etcd [^]*$/;

/**
 * The last `lines` lines of a log file (of its last 64 KiB), without the usage that etcd prints
 * after a wrong flag; empty when there is no file yet.
 */
export async function logTail(file: string, lines: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - READ_BYTES);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - from),
      0,
      size - from,
      from,
    );
    const text = buffer.toString('utf8', 0, bytesRead).replace(USAGE, '');
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    await handle.close();
  }
}
