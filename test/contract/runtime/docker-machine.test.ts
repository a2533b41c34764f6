import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Container } from 'dockerode';
import { startClock } from '../../../src/core/clock.ts';
import type { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { formatDuration, millis, nanos, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { freshId } from '../../../src/core/rng.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { connectEngine, type DockerEngine } from '../../../src/runtime/docker-engine.ts';
import { removeRun } from '../../../src/runtime/remove-run.ts';
import { RUN_LABEL } from '../../../src/runtime/docker-labels.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { startHarness } from './harness.ts';
import { etcdctl, serves, singleMember, type SingleMember } from './single-member.ts';
import { dockerSubject } from './subject.ts';

const engine = await connectEngine(seconds(5)).catch((error: Error) => error.message);
const skip = typeof engine === 'string' ? `no Docker engine: ${engine}` : false;

/** Pid, as the engine's kernel has it, and name of every process in a container. */
async function processesOn(container: Container): Promise<string[][]> {
  const told = (await container.top({ ps_args: '-o pid,comm' })) as { Processes: string[][] };
  return told.Processes;
}

async function namesOn(container: Container): Promise<string[]> {
  return (await processesOn(container)).map(([, name]) => String(name)).toSorted();
}

describe('a machine is a container that stays up', { skip, timeout: 60_000 }, () => {
  const { docker } = engine as DockerEngine;
  const run = `machine-${freshId()}`;
  let folder: string;
  let runtime: Runtime;
  let solo: SingleMember;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doomsday-machine-'));
    const subject = await dockerSubject(folder);
    runtime = await subject.start({ run, logDir: join(folder, 'logs'), clientLinks: 1 });
    solo = await singleMember(runtime, openLinks(runtime.toxiproxy), 'solo');
  });
  after(async () => {
    await runtime[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const container = () => docker.getContainer(`doomsday-${run}-solo`);
  const top = () => namesOn(container());
  /** Everything that others know it by. */
  const identity = async () => {
    const { Id, NetworkSettings, State } = await container().inspect();
    const { IPAddress } = NetworkSettings.Networks[`doomsday-${run}`] ?? {};
    return { Id, IPAddress, ports: NetworkSettings.Ports, pid: State.Pid };
  };

  test('it has no privilege, two ports of this host, and our label', async () => {
    const { Config, HostConfig, Mounts } = await container().inspect();
    assert.deepEqual(
      [HostConfig.CapDrop, HostConfig.SecurityOpt, HostConfig.Privileged],
      [['ALL'], ['no-new-privileges'], false],
    );
    assert.equal(Config.Labels[RUN_LABEL], run);
    const volumes = Mounts.map(({ Name, Destination }) => [Name, Destination]);
    assert.deepEqual(volumes, [[`doomsday-${run}-solo`, '/doomsday']]);
    const { Labels } = await docker.getVolume(`doomsday-${run}-solo`).inspect();
    assert.equal(Labels[RUN_LABEL], run);
    const bound = Object.values((await identity()).ports).flatMap((hosts) => hosts ?? []);
    assert.deepEqual(
      bound.map(({ HostIp }) => HostIp),
      ['127.0.0.1', '127.0.0.1'],
    );
    assert.equal(bound.length, 2);
  });

  test('tools run on it before etcd does', async () => {
    const { code, stdout } = await solo.machine.tool('etcdctl', ['version'], seconds(10));
    assert.deepEqual([code, stdout.startsWith('etcdctl version: ')], [0, true]);
    assert.deepEqual([solo.machine.state, await top()], ['ready', ['gate']]);
  });

  test('a tool that is too slow is killed', async () => {
    const wait = ['--endpoints=http://192.0.2.1:1', '--command-timeout=60s', 'get', 'k'];
    await assert.rejects(
      solo.machine.tool('etcdctl', wait, millis(300)),
      (error: DoomsdayError) => error.code === 'TOOL_TOO_SLOW',
    );
    const alone = async () => (await top()).join() === 'gate';
    await eventually('only the gate is left', alone, { within: seconds(5) });
  });

  test('etcd ends and starts again in it: nothing that others know it by changes', async () => {
    const began = await identity();
    await solo.machine.start(solo.plan);
    await serves(solo);
    assert.equal(await etcdctl(solo.machine, 'put', 'color', 'blue'), 'OK\n');
    assert.deepEqual(await top(), ['etcd', 'gate', 'gate']);
    await solo.machine.kill();
    assert.deepEqual([await top(), await identity()], [['gate'], began]);
    await solo.machine.start(solo.plan);
    await serves(solo);
    assert.equal(await etcdctl(solo.machine, 'get', 'color'), 'color\nblue\n');
    await solo.machine.stop(seconds(10));
    assert.deepEqual([await top(), await identity()], [['gate'], began]);
  });

  test('while etcd is down, a dial to the machine is refused at once', async () => {
    const { IPAddress } = await identity();
    const clock = startClock();
    const code = await new Promise<string>((resolve) => {
      const { host, port } = { host: IPAddress as string, port: solo.machine.address.ports.client };
      const dial = connect({ host, port }, () => dial.destroy() && resolve('connected'));
      dial.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    });
    const took = nanos(clock.now());
    assert.deepEqual([code, took < millis(500)], ['ECONNREFUSED', true], formatDuration(took));
  });

  test('etcd has no privilege either, and is filtered', async (t) => {
    await solo.machine.start(solo.plan);
    await serves(solo);
    const [pid] = (await processesOn(container())).find(([, name]) => name === 'etcd') ?? [];
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'not of this host');
    if (!status.startsWith('Name:\tetcd\n')) return t.skip('the engine has a kernel of its own');
    const told = ['CapEff', 'CapBnd', 'NoNewPrivs', 'Seccomp'].map((name) =>
      Number.parseInt(new RegExp(`^${name}:\\s*(\\w+)$`, 'm').exec(status)?.[1] ?? '', 16),
    );
    assert.deepEqual(told, [0, 0, 1, 2]);
  });

  test('the end of the whole container is an end of etcd that nobody asked for', async () => {
    const exit = solo.machine.exited();
    await container().kill();
    assert.deepEqual(await exit, { code: null, signal: 'SIGKILL', asked: false });
    assert.equal(solo.machine.state, 'stopped');
    await assert.rejects(
      solo.machine.start(solo.plan),
      (error: DoomsdayError) => error.code === 'DOCKER_REFUSED',
    );
  });
});

test(
  'killed, a harness leaves the containers to the sweep, but no etcd that runs',
  { skip },
  async () => {
    const { docker } = engine as DockerEngine;
    const folder = await mkdtemp(join(tmpdir(), 'doomsday-machine-'));
    await using harness = await startHarness('docker', folder, 'ready');
    const machine = docker.getContainer(`doomsday-${harness.run}-m1`);
    assert.deepEqual(await namesOn(machine), ['etcd', 'gate', 'gate']);
    await harness.kill();
    const alone = async () => (await namesOn(machine)).join() === 'gate';
    await eventually('only the gate is left', alone, { within: seconds(5) });
    await removeRun(engine as DockerEngine, harness.run);
    await rm(folder, { recursive: true });
  },
);

test(
  'kept after its end, a run has its containers and volumes, and nothing runs',
  { skip },
  async () => {
    const { docker } = engine as DockerEngine;
    const folder = await mkdtemp(join(tmpdir(), 'doomsday-machine-'));
    const run = `kept-${freshId()}`;
    const subject = await dockerSubject(folder);
    const plan = { run, logDir: join(folder, 'logs'), clientLinks: 1, keep: true };
    {
      await using runtime = await subject.start(plan);
      const { machine, plan: start } = await singleMember(
        runtime,
        openLinks(runtime.toxiproxy),
        'm1',
      );
      await machine.start(start);
    }
    const filters = { label: [`${RUN_LABEL}=${run}`] };
    const containers = await docker.listContainers({ all: true, filters });
    assert.deepEqual(
      containers.map(({ State }) => State),
      ['exited', 'exited'],
    );
    const { Volumes } = await docker.listVolumes({ filters });
    assert.deepEqual(
      Volumes.map(({ Name }) => Name),
      [`doomsday-${run}-m1`],
    );
    await removeRun(engine as DockerEngine, run);
    assert.deepEqual(await subject.leftOf(run), [`folder ${run}`]);
    await rm(folder, { recursive: true });
  },
);
