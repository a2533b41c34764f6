import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defaultWorkDir } from '../../src/runtime/run-folder.ts';

/** Programs that a run starts; whoever only looks at a run (a shell, an editor) is not one. */
const OURS = /\b(?:gate|etcd|etcdctl|etcdutl|toxiproxy-server)\b/;

/**
 * Living etcd, Toxiproxy and gate processes that belong to runs with `reports` as their folder:
 * their command line or working directory names a run, as the kernel tells it.
 */
export function processesOf(reports: string): string[] {
  const names = [reports, ...runsOf(reports)];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => ({ pid, ...lookAt(pid) }))
    .filter(({ command, cwd }) => names.some((name) => `${command} ${cwd}`.includes(name)))
    .filter(({ command }) => OURS.test(command.split(' ')[0] ?? ''))
    .map(({ pid, command }) => `${pid} ${command}`);
}

/** Names of the runs that have a run folder in `reports`. */
export const runsOf = (reports: string): string[] =>
  existsSync(reports)
    ? readdirSync(reports).filter((name) => /^\d{4}-.*-[0-9a-f]+/.test(name))
    : [];

/** Work folders of these runs, in the work folder of this user. */
export function workFoldersOf(reports: string): string[] {
  const work = defaultWorkDir();
  const all = existsSync(work) ? readdirSync(work) : [];
  const runs = runsOf(reports);
  return all.filter((name) => runs.some((run) => name.startsWith(run))).map((n) => join(work, n));
}

function lookAt(pid: string): { command: string; cwd: string } {
  return {
    command: ended(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')),
    cwd: ended(() => readlinkSync(`/proc/${pid}/cwd`)),
  };
}

/** A zombie and a process that has ended meanwhile have neither. */
function ended(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
