import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duration } from '../core/duration.ts';
import { memberArguments } from './gate-arguments.ts';
import { GatedMachine, type Life } from './gated-machine.ts';
import type { Programs } from './parts.ts';
import { programOf } from './program-of.ts';
import { runTool } from './run-tool.ts';
import type { Endpoint, EtcdStart, MachineAddress, ToolName, ToolResult } from './runtime.ts';
import { Supervised } from './supervised.ts';

const LIFELINE = 3;

export interface ProcessMachinePlan {
  readonly name: string;
  readonly address: MachineAddress;
  readonly programs: Programs;
  readonly gate: string;
  /** The machine's volume: a folder of its own. */
  readonly volume: string;
  readonly logFile: string;
}

/** A member as a local process with a folder as its volume. */
export class ProcessMachine extends GatedMachine {
  readonly dataDir: string;
  readonly scratchDir: string;
  readonly #plan: ProcessMachinePlan;

  private constructor(plan: ProcessMachinePlan) {
    super(plan);
    this.#plan = plan;
    this.dataDir = join(plan.volume, 'data');
    this.scratchDir = join(plan.volume, 'scratch');
  }

  static async prepare(plan: ProcessMachinePlan): Promise<ProcessMachine> {
    const machine = new ProcessMachine(plan);
    await mkdir(machine.scratchDir, { recursive: true });
    return machine;
  }

  protected async launch(plan: EtcdStart): Promise<Life> {
    const { gate, programs, logFile, volume } = this.#plan;
    const { etcd } = programs;
    const { address, dataDir } = this;
    const args = memberArguments({ address, dataDir, plan, etcd, lifelineFd: LIFELINE });
    const env = plan.env ?? {};
    const member = await Supervised.start({ gate, args, env, log: logFile, cwd: volume });
    return {
      exit: member.exit,
      terminate: async () => member.terminate(),
      destroy: () => member.destroy(),
    };
  }

  async endpoint(port: 'client' | 'control'): Promise<Endpoint> {
    return { host: this.address.host, port: this.address.ports[port] };
  }

  async tool(name: ToolName, args: readonly string[], within: Duration): Promise<ToolResult> {
    this.expectVolume(`run ${name} on`);
    const { gate, programs, volume } = this.#plan;
    const command = [programOf(programs, name), ...args];
    return await runTool({ gate, command, cwd: volume }, within);
  }

  async file(args: readonly string[], within: Duration): Promise<ToolResult> {
    this.expectVolume('work on the files of');
    const { gate, volume } = this.#plan;
    return await runTool({ gate, command: [gate, 'file', ...args], cwd: volume }, within);
  }

  async putFile(from: string, to: string): Promise<void> {
    this.expectVolume('put a file on');
    await copyFile(from, to);
  }

  async getFile(from: string, to: string): Promise<void> {
    this.expectVolume('get a file from');
    await copyFile(from, to);
  }

  async volumeExists(): Promise<boolean> {
    return (await stat(this.#plan.volume).catch(() => undefined)) !== undefined;
  }

  protected async wipe(): Promise<void> {
    await rm(this.#plan.volume, { recursive: true, force: true, maxRetries: 3 });
  }
}
