import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who made a run's things: enough to tell, later and from another process, whether it still lives. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** The process's start time as the system writes it: a pid that was given away again differs. */
  readonly startedAt: string;
  /** Changes with every boot; empty where the system has none. */
  readonly bootId: string;
  /** The pid's namespace: a pid means nothing in another one. Empty where there are none. */
  readonly pidNamespace: string;
}

/** A heartbeat older than this is taken for a dead harness, where its pid cannot be looked up. */
const SILENT_MS = 60_000;

export function thisOwner(): Owner {
  return {
    host: hostname(),
    pid: process.pid,
    startedAt: startTimeOf(process.pid) ?? '',
    bootId: bootId(),
    pidNamespace: pidNamespace(),
  };
}

/**
 * Whether the harness that made something is certainly gone. In doubt it is alive: a run on another
 * host is never dead, and a run in another pid namespace only when its heartbeat fell silent.
 * @param heartbeatAgeMs age of the run's last heartbeat; undefined when there is none to be found.
 */
export function isDead(owner: Owner, heartbeatAgeMs: number | undefined): boolean {
  if (owner.host !== hostname()) return false;
  if (owner.bootId !== bootId()) return true;
  if (owner.pidNamespace !== pidNamespace()) return (heartbeatAgeMs ?? 0) > SILENT_MS;
  return startTimeOf(owner.pid) !== owner.startedAt;
}

/** Reads an owner back; undefined when the text is none (then it is not ours to judge). */
export function parseOwner(text: string): Owner | undefined {
  try {
    const { host, pid, startedAt, bootId: boot, pidNamespace: space } = JSON.parse(text) as Owner;
    const strings = [host, startedAt, boot, space];
    if (!Number.isInteger(pid) || !strings.every((part) => typeof part === 'string')) return;
    return { host, pid, startedAt, bootId: boot, pidNamespace: space };
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/PID/stat, or what `ps` says where there is no /proc; undefined = no process. */
function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = statFields(pid);
      // A zombie has ended, it is only not buried yet.
      return stat[0] === 'Z' ? undefined : stat[19];
    }
    const out = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return out.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat behind the command's name (which may hold spaces and brackets). */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bootId(): string {
  return orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

function pidNamespace(): string {
  return orEmpty(() => readlinkSync('/proc/self/ns/pid'));
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
