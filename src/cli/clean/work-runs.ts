import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDead, parseOwner } from '../../runtime/owner.ts';
import { heartbeatAgeMs } from '../../runtime/run-folder.ts';

/** A run that has a work folder on this machine. */
export interface WorkRun {
  readonly run: string;
  /** Why it is left alone; undefined = its harness is gone, it can be removed. */
  readonly leftBecause?: string;
}

/** Every run with a folder in `workDir`, and whether it may be removed. */
export async function workRuns(workDir: string): Promise<WorkRun[]> {
  if (!existsSync(workDir)) return [];
  const names = readdirSync(workDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return await Promise.all(names.map((run) => workRun(workDir, run)));
}

async function workRun(workDir: string, run: string): Promise<WorkRun> {
  const owner = parseOwner(text(join(workDir, run, 'owner.json')));
  if (owner === undefined) return { run, leftBecause: 'nothing says whose it is' };
  const heartbeat = await heartbeatAgeMs(join(workDir, run, 'heartbeat'));
  if (isDead(owner, heartbeat)) return { run };
  return { run, leftBecause: `process ${owner.pid} on ${owner.host} is alive, or may be` };
}

const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
