import { existsSync, readFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { runCommand } from '../../provision/run-command.ts';
import type { Finding } from './finding.ts';

/** What the gate needs of the kernel. */
export async function kernelFindings(gate: string | undefined): Promise<Finding[]> {
  if (platform() !== 'linux') {
    const next = 'start Docker: members then run in its Linux machine';
    return [{ name: 'kernel', status: 'warn', found: `${platform()} ${release()}`, next }];
  }
  return [architecture(), kernel(), await notification(gate), ptrace()];
}

function architecture(): Finding {
  const known = ['x64', 'arm64'].includes(arch());
  if (known) return { name: 'architecture', status: 'ok', found: arch() };
  return { name: 'architecture', status: 'fail', found: arch(), next: 'use amd64 or arm64' };
}

/** 5.5 is the first with SECCOMP_USER_NOTIF_FLAG_CONTINUE. */
function kernel(): Finding {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  if (major > 5 || (major === 5 && minor >= 5)) {
    return { name: 'kernel', status: 'ok', found: release() };
  }
  return { name: 'kernel', status: 'fail', found: release(), next: 'use Linux 5.5 or newer' };
}

/** Tried with the gate itself where it is built; else what the kernel says it offers. */
async function notification(gate: string | undefined): Promise<Finding> {
  const name = 'seccomp';
  const next = 'allow seccomp user notification (a container: --security-opt seccomp=unconfined)';
  if (gate !== undefined) {
    const ports = ['--echo', '127.0.0.1:0', '--control', '127.0.0.1:0'];
    const { code, stderr } = await runCommand(gate, ['member', ...ports, '--', gate, '--version']);
    if (code === 0) return { name, status: 'ok', found: 'a process ran under the gate' };
    return { name, status: 'fail', found: stderr.trim().split('\n')[0] ?? `exit ${code}`, next };
  }
  const file = '/proc/sys/kernel/seccomp/actions_avail';
  const offered = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (offered.split(/\s/).includes('user_notif')) {
    const found = 'user notification is offered; not tried, the gate is not built yet';
    return { name, status: 'ok', found };
  }
  return { name, status: 'fail', found: 'no user notification', next };
}

/** The gate reads and rewrites memory of its own children: scopes 0 and 1 allow that. */
function ptrace(): Finding {
  const name = 'ptrace scope';
  const file = '/proc/sys/kernel/yama/ptrace_scope';
  if (!existsSync(file)) return { name, status: 'ok', found: 'not restricted' };
  const scope = Number(readFileSync(file, 'utf8'));
  if (scope <= 1) return { name, status: 'ok', found: String(scope) };
  const asRoot = scope === 2 && process.getuid?.() === 0;
  if (asRoot) return { name, status: 'ok', found: '2, and this is root' };
  return { name, status: 'fail', found: String(scope), next: `as root: echo 1 > ${file}` };
}
