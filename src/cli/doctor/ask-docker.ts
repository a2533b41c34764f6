import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RequestOptions } from 'node:http';
import { deadline } from '../../core/deadline.ts';
import { seconds } from '../../core/duration.ts';
import { httpText } from '../../core/http-text.ts';

/** What the Docker engine says of itself. */
export interface DockerAnswer {
  readonly version: string;
  readonly api: string;
  readonly cgroup: string;
  readonly os: string;
}

/**
 * Asks the usual sockets, or $DOCKER_HOST alone when it is set. Cost: a few milliseconds; 3 s for
 * an engine that hangs. (The runtime finds engines as testcontainers does, which takes longer.)
 */
export async function askDocker(): Promise<DockerAnswer | { readonly why: string }> {
  const failures: string[] = [];
  for (const at of addresses()) {
    const late = (): Error => new Error('no answer within 3 s');
    try {
      return await deadline(seconds(3), late, (signal) => ask(at, signal));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      failures.push(`${at}: ${WORDS[code ?? ''] ?? message}`);
    }
  }
  return { why: `no Docker engine answers; ${failures[0]}` };
}

function addresses(): string[] {
  const { DOCKER_HOST, XDG_RUNTIME_DIR } = process.env;
  if (DOCKER_HOST !== undefined && DOCKER_HOST !== '') return [DOCKER_HOST];
  const rootless = XDG_RUNTIME_DIR === undefined ? [] : [`${XDG_RUNTIME_DIR}/docker.sock`];
  const sockets = ['/var/run/docker.sock', ...rootless, join(homedir(), '.docker/run/docker.sock')];
  return sockets.map((path) => `unix://${path}`);
}

async function ask(at: string, signal: AbortSignal): Promise<DockerAnswer> {
  const version = await get<Version>(at, '/version', signal);
  const info = await get<Info>(at, '/info', signal);
  const cgroup = `v${info.CgroupVersion ?? '1'} (${info.CgroupDriver ?? 'unknown driver'})`;
  return { version: version.Version, api: version.ApiVersion, cgroup, os: version.Os };
}

interface Version {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Os: string;
}

interface Info {
  readonly CgroupDriver?: string;
  readonly CgroupVersion?: string;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'nobody listens',
  EACCES: 'this user may not use it',
};

async function get<T>(at: string, path: string, signal: AbortSignal): Promise<T> {
  const { status, text } = await httpText({ path, signal, agent: false, ...placeOf(at) });
  if (status === 200) return JSON.parse(text) as T;
  throw new Error(`${path} answered ${status}`);
}

function placeOf(at: string): RequestOptions {
  if (at.startsWith('unix://')) return { socketPath: at.slice('unix://'.length) };
  const { hostname, port } = new URL(at);
  return { host: hostname, port: port === '' ? 2375 : Number(port) };
}
