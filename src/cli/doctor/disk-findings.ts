import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { startClock } from '../../core/clock.ts';
import { formatDuration, millis } from '../../core/duration.ts';
import type { Finding } from './finding.ts';

const TMPFS = 0x01021994;
const FSYNCS = 200;
const BLOCK = Buffer.alloc(4096, 7);
/** The vendor's advice: the 99th percentile of WAL fsyncs under 10 ms. */
const HEALTHY = millis(10);
const GIB = 2 ** 30;

/** The disk where members' data will lie: fsync latency measured, space, kind. */
export async function diskFindings(folder: string): Promise<Finding[]> {
  try {
    await mkdir(folder, { recursive: true });
    const { type, bavail, bsize } = await statfs(folder);
    const { median, p99 } = await fsyncLatency(folder);
    return [space(folder, bavail * bsize), fsync(median, p99), kind(type)].filter(
      (finding) => finding !== undefined,
    );
  } catch (error) {
    const found = `${folder}: ${(error as Error).message}`;
    const next = 'make it writable, or point XDG_CACHE_HOME elsewhere';
    return [{ name: 'data folder', status: 'fail', found, next }];
  }
}

function space(folder: string, bytes: number): Finding {
  const found = `${(bytes / GIB).toFixed(1)} GiB free in ${folder}`;
  const next = 'free some space, or point XDG_CACHE_HOME elsewhere';
  if (bytes < GIB / 2) return { name: 'space', status: 'fail', found, next };
  return bytes < 2 * GIB
    ? { name: 'space', status: 'warn', found, next }
    : { name: 'space', status: 'ok', found };
}

function fsync(median: number, p99: number): Finding {
  const found = `p99 ${formatDuration(p99)}, median ${formatDuration(median)} (${FSYNCS} x 4 KiB)`;
  if (p99 <= HEALTHY) return { name: 'fsync', status: 'ok', found };
  const next = 'a p99 over 10 ms makes elections and latencies noisy: use a faster disk';
  return { name: 'fsync', status: 'warn', found, next };
}

function kind(type: number): Finding | undefined {
  if (type !== TMPFS) return undefined;
  const next = 'point XDG_CACHE_HOME at a real disk when fsync costs matter';
  return { name: 'disk', status: 'warn', found: 'tmpfs: an fsync costs nothing here', next };
}

/** Nanoseconds. Writes 4 KiB and syncs it, again and again, as a WAL does. */
async function fsyncLatency(folder: string): Promise<{ median: number; p99: number }> {
  const place = await mkdtemp(join(folder, 'doctor-'));
  const clock = startClock();
  const took: number[] = [];
  try {
    const file = await open(join(place, 'wal'), constants.O_CREAT | constants.O_WRONLY);
    for (let i = 0; i < FSYNCS; i++) {
      await file.write(BLOCK);
      const begin = clock.now();
      await file.datasync();
      took.push(clock.now() - begin);
    }
    await file.close();
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(share * (took.length - 1))] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}
