import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessBug } from '../core/doomsday-error.ts';
import { seconds } from '../core/duration.ts';
import { connectEngine, type DockerEngine } from './docker-engine.ts';
import { labelsOf } from './docker-labels.ts';
import { DockerMachine } from './docker-machine.ts';
import { endOf } from './gated-machine.ts';
import { DockerToxiproxy } from './docker-toxiproxy.ts';
import { checkedName } from './machine-name.ts';
import type { DockerParts } from './parts.ts';
import { ofVersion } from './program-of.ts';
import { Removals } from './removals.ts';
import { removeRun } from './remove-run.ts';
import { RunFolder, defaultWorkDir } from './run-folder.ts';
import type { Machine, MachineAddress, Runtime, RuntimeStart } from './runtime.ts';

const FIRST_PEER_PORT = 12_380;
const PORTS = { client: 2379, echo: 2501, control: 2502 };
/** An engine under load takes its time to remove ten containers. */
const REMOVED_WITHIN = seconds(20);

/** Members and Toxiproxy as containers on a bridge network of the run's own. */
export async function startDockerRuntime(
  start: RuntimeStart,
  parts: DockerParts,
): Promise<Runtime> {
  const engine = await connectEngine();
  const removals = new Removals(start.run, REMOVED_WITHIN);
  try {
    const { run, keep = false, logDir, clientLinks } = start;
    const folder = await RunFolder.create({
      workDir: parts.workDir ?? defaultWorkDir(),
      run,
      keep,
    });
    removals.add('place', 'run folder', () => folder[Symbol.asyncDispose]());
    await mkdir(logDir, { recursive: true });
    const [labels, prefix] = [labelsOf(run, folder.heartbeat, keep), `doomsday-${run}`];
    if (!keep) removals.add('place', `everything labelled ${run}`, () => removeRun(engine, run));
    const network = prefix;
    await engine.call('create a network', (docker) =>
      docker.createNetwork({ Name: network, Driver: 'bridge', Labels: labels }),
    );
    const common = { engine, network, labels, prefix };
    const image = parts.toxiproxyImage;
    const toxiproxy = await DockerToxiproxy.start({ ...common, image, logDir, clientLinks });
    removals.add('process', 'Toxiproxy', () => toxiproxy.end());
    return new DockerRuntime({ start, parts, common, toxiproxy, removals });
  } catch (error) {
    await removals.run().catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

interface World {
  readonly start: RuntimeStart;
  readonly parts: DockerParts;
  readonly common: {
    readonly engine: DockerEngine;
    readonly network: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly prefix: string;
  };
  readonly toxiproxy: DockerToxiproxy;
  readonly removals: Removals;
}

class DockerRuntime implements Runtime {
  readonly name = 'docker';
  readonly toxiproxy: DockerToxiproxy;
  readonly #world: World;
  readonly #machines: DockerMachine[] = [];
  readonly #names = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    this.toxiproxy = world.toxiproxy;
  }

  get machines(): readonly Machine[] {
    return this.#machines;
  }

  async machine({ name, version }: { name: string; version: string }): Promise<Machine> {
    const { parts, common, start, removals } = this.#world;
    removals.requireOpen(name);
    if (this.#names.has(checkedName(name))) throw new HarnessBug(`two machines are named ${name}`);
    this.#names.add(name);
    const image = ofVersion(parts.images, version);
    const preparing = DockerMachine.prepare({
      ...common,
      name,
      image,
      address: addressOf(name, this.#names.size),
      gate: parts.gate.path,
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
}

function addressOf(name: string, number: number): MachineAddress {
  const ports = { ...PORTS, peer: FIRST_PEER_PORT + number };
  return { host: name, listenHost: '0.0.0.0', ports };
}
