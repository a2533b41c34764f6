import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import { FreePorts, freeLoopbackRange } from './free-ports.ts';
import { endOf } from './gated-machine.ts';
import { checkedName } from './machine-name.ts';
import type { ProcessParts } from './parts.ts';
import { ProcessMachine } from './process-machine.ts';
import { ProcessToxiproxy } from './process-toxiproxy.ts';
import { ofVersion } from './program-of.ts';
import { Removals } from './removals.ts';
import { RunFolder, defaultWorkDir } from './run-folder.ts';
import type { Machine, MachineAddress, Runtime, RuntimeStart } from './runtime.ts';

/** Addresses .2 to .254 of the run's range go round: ports differ anyway. */
const MACHINE_ADDRESSES = 253;

/**
 * Members and Toxiproxy as local processes on a loopback network of the run's own (Linux only).
 * They die with the harness, however it ends.
 */
export async function startProcessRuntime(
  start: RuntimeStart,
  parts: ProcessParts,
): Promise<Runtime> {
  requireLinux();
  const removals = new Removals(start.run);
  try {
    const { run, keep = false, logDir } = start;
    const folder = await RunFolder.create({
      workDir: parts.workDir ?? defaultWorkDir(),
      run,
      keep,
    });
    removals.add('place', 'run folder', () => folder[Symbol.asyncDispose]());
    await mkdir(logDir, { recursive: true });
    const range = freeLoopbackRange();
    const host = `${range}.1`;
    const ports = new FreePorts(host);
    await ports.stockUp();
    const { path: server, version } = parts.toxiproxy;
    const { clientLinks } = start;
    const toxiproxy = await ProcessToxiproxy.start({
      gate: parts.gate.path,
      server,
      version,
      host,
      ports,
      logDir,
      clientLinks,
    });
    removals.add('process', 'Toxiproxy', () => toxiproxy[Symbol.asyncDispose]());
    return new ProcessRuntime({ start, parts, folder, range, ports, toxiproxy, removals });
  } catch (error) {
    await removals.run().catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

interface World {
  readonly start: RuntimeStart;
  readonly parts: ProcessParts;
  readonly folder: RunFolder;
  readonly range: string;
  readonly ports: FreePorts;
  readonly toxiproxy: ProcessToxiproxy;
  readonly removals: Removals;
}

class ProcessRuntime implements Runtime {
  readonly name = 'process';
  readonly toxiproxy: ProcessToxiproxy;
  readonly #world: World;
  readonly #machines: ProcessMachine[] = [];
  readonly #names = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    this.toxiproxy = world.toxiproxy;
  }

  get machines(): readonly Machine[] {
    return this.#machines;
  }

  async machine({ name, version }: { name: string; version: string }): Promise<Machine> {
    const { parts, folder, start, ports, removals } = this.#world;
    removals.requireOpen(name);
    if (this.#names.has(checkedName(name))) throw new HarnessBug(`two machines are named ${name}`);
    const number = this.#names.add(name).size; // now: others are made while this one waits
    const programs = ofVersion(parts.etcd, version);
    await ports.stockUp();
    const preparing = ProcessMachine.prepare({
      name,
      programs,
      address: this.#address(number),
      gate: parts.gate.path,
      volume: join(folder.path, name),
      logFile: join(start.logDir, `${name}.log`),
    });
    removals.add('process', `machine ${name}`, () => endOf(preparing));
    const machine = await preparing;
    this.#machines.push(machine);
    return machine;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world.removals.run();
  }

  #address(number: number): MachineAddress {
    const { range, ports } = this.#world;
    const host = `${range}.${2 + (number % MACHINE_ADDRESSES)}`;
    const port = () => ports.take();
    const own = { client: port(), peer: port(), echo: port(), control: port() };
    return { host, listenHost: host, ports: own };
  }
}

function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new DoomsdayError({
    code: 'PROCESS_NEEDS_LINUX',
    message: 'the process runtime needs Linux: the gate holds system calls with seccomp',
    observed: process.platform,
    next: 'start Docker, then give --runtime docker',
  });
}
