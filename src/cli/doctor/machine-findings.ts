import { createServer } from 'node:net';
import { runCommand } from '../../provision/run-command.ts';
import { askDocker } from './ask-docker.ts';
import type { Finding } from './finding.ts';

/** Node, Docker, loopback and Go. */
export async function machineFindings(): Promise<Finding[]> {
  return [node(), ...(await Promise.all([docker(), loopback(), go()]))];
}

function node(): Finding {
  const found = process.version;
  if (Number.parseInt(process.versions.node, 10) >= 24)
    return { name: 'node', status: 'ok', found };
  return { name: 'node', status: 'fail', found, next: 'start through npm: it brings Node 24' };
}

async function docker(): Promise<Finding> {
  const engine = await askDocker();
  const name = 'docker';
  if (!('why' in engine)) {
    const { version, api, cgroup } = engine;
    return { name, status: 'ok', found: `engine ${version}, API ${api}, cgroup ${cgroup}` };
  }
  const onLinux = process.platform === 'linux';
  const next = onLinux ? 'nothing, drills run as processes; or start Docker' : 'start Docker';
  return { name, status: onLinux ? 'warn' : 'fail', found: engine.why, next };
}

/** The process runtime gives each member an address of 127.0.0.0/8. */
async function loopback(): Promise<Finding> {
  const name = 'loopback';
  const addresses = ['127.0.0.1', '127.77.0.9'];
  const failures = await Promise.all(addresses.map(cannotBind));
  const failed = failures.find((failure) => failure !== undefined);
  if (failed === undefined) return { name, status: 'ok', found: 'all of 127.0.0.0/8 can be bound' };
  const next = 'use --runtime docker, or bring the loopback interface up';
  return { name, status: 'warn', found: failed, next };
}

const cannotBind = (host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => resolve(`${host}: ${error.message}`));
    server.listen(0, host, () => server.close(() => resolve(undefined)));
  });

async function go(): Promise<Finding> {
  const { code, stdout } = await runCommand('go', ['env', 'GOVERSION']);
  if (code === 0) return { name: 'go', status: 'ok', found: stdout.trim() };
  const next = 'needed only where no release or image can be downloaded, and for the gate';
  return { name: 'go', status: 'warn', found: 'not installed', next };
}
