import { readFile, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { connectEngine } from '../../../src/runtime/docker-engine.ts';
import { RUN_LABEL } from '../../../src/runtime/docker-labels.ts';
import { startDockerRuntime } from '../../../src/runtime/docker.ts';
import { startProcessRuntime } from '../../../src/runtime/process.ts';
import type { Machine, Runtime, RuntimeStart } from '../../../src/runtime/runtime.ts';
import { sweepDocker } from '../../../src/runtime/sweep-docker.ts';
import { sweepProcessRuns } from '../../../src/runtime/sweep-process-runs.ts';
import { dockerParts, processParts } from './parts.ts';

/** A runtime as the contract sees it. */
export interface Subject {
  readonly kind: 'docker' | 'process';
  start(plan: RuntimeStart): Promise<Runtime>;
  /** A start that comes half-way and then cannot go on. */
  startBroken(plan: RuntimeStart): Promise<Runtime>;
  /** What the system itself still knows of a run; nothing of it is read from our own books. */
  leftOf(run: string): Promise<string[]>;
  /** @returns the runs that were taken away. */
  sweep(): Promise<string[]>;
  /** Kills Toxiproxy behind the runtime's back. */
  killToxiproxy(run: string): Promise<void>;
  /** The pid of a member's etcd as this kernel has it; undefined where another kernel runs it. */
  etcdPid(run: string, machine: Machine): Promise<number | undefined>;
  /** Whether processes end with a killed harness, without any sweep. */
  readonly diesWithHarness: boolean;
}

/** @param folder a temporary folder; everything of the tests lies in it. */
export async function processSubject(folder: string): Promise<Subject> {
  const workDir = join(folder, 'work');
  const parts = await processParts(workDir);
  const broken = { ...parts, toxiproxy: { path: '/bin/false', version: '0' } };
  return {
    kind: 'process',
    start: (plan) => startProcessRuntime(plan, parts),
    startBroken: (plan) => startProcessRuntime(plan, broken),
    leftOf: async (run) => [...(await processesIn(folder, run)), ...(await folderOf(workDir, run))],
    sweep: () => sweepProcessRuns({ workDir }),
    killToxiproxy: async (run) => {
      for (const pid of await pidsIn([join(folder, 'logs', run)])) {
        const name = await readFile(`/proc/${pid}/comm`, 'utf8');
        if (name.startsWith('toxiproxy')) process.kill(pid, 'SIGKILL');
      }
    },
    etcdPid: async (_, machine) => (await machine.gateStatus()).pid,
    diesWithHarness: true,
  };
}

export async function dockerSubject(folder: string): Promise<Subject> {
  const workDir = join(folder, 'work');
  const [engine, parts] = await Promise.all([connectEngine(), dockerParts(workDir)]);
  const broken = { ...parts, toxiproxyImage: { ...parts.toxiproxyImage, server: '/missing' } };
  return {
    kind: 'docker',
    start: (plan) => startDockerRuntime(plan, parts),
    startBroken: (plan) => startDockerRuntime(plan, broken),
    leftOf: async (run) => [...(await inEngine(run)), ...(await folderOf(workDir, run))],
    sweep: async () => {
      const swept = await sweepDocker(engine);
      await sweepProcessRuns({ workDir });
      return swept;
    },
    killToxiproxy: async (run) => {
      await engine.docker.getContainer(`doomsday-${run}-toxiproxy`).kill();
    },
    etcdPid: async (run, { name }) => {
      const container = engine.docker.getContainer(`doomsday-${run}-${name}`);
      const told = (await container.top({ ps_args: '-o pid,comm' })) as { Processes: string[][] };
      const pid = told.Processes.find(([, comm]) => comm === 'etcd')?.[0];
      const here = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
      return here === 'etcd\n' ? Number(pid) : undefined;
    },
    diesWithHarness: false,
  };
}

/** Processes of a run work in its work folder (members) or in its log folder (Toxiproxy). */
async function processesIn(folder: string, run: string): Promise<string[]> {
  const pids = await pidsIn([join(folder, 'work', run), join(folder, 'logs', run)]);
  return pids.map((pid) => `process ${pid}`);
}

/** Processes that work in one of `folders` or below. */
async function pidsIn(folders: readonly string[]): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(
    pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => 'ended')),
  );
  return pids.filter((_, i) => folders.some((folder) => places[i]?.startsWith(folder))).map(Number);
}

async function folderOf(workDir: string, run: string): Promise<string[]> {
  const found = await stat(join(workDir, run)).catch(() => undefined);
  return found === undefined ? [] : [`folder ${run}`];
}

async function inEngine(run: string): Promise<string[]> {
  const { docker } = await connectEngine();
  const filters = { label: [`${RUN_LABEL}=${run}`] };
  const [containers, volumes, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listVolumes({ filters }),
    docker.listNetworks({ filters }),
  ]);
  return [
    ...containers.map(({ Names }) => `container ${Names[0]}`),
    ...(volumes.Volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...networks.map(({ Name }) => `network ${Name}`),
  ];
}
