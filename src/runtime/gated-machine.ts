import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import { deadline } from '../core/deadline.ts';
import { formatDuration, seconds, type Duration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { RawExit } from './exit-info.ts';
import { GateClient, LOOK_EVERY } from './gate-client.ts';
import { logTail } from './log-tail.ts';
import type * as R from './runtime.ts';

/** One life of a machine's etcd, from a start to its exit. */
export interface Life {
  readonly exit: Promise<RawExit>;
  /** Asks the gate to end with SIGTERM. */
  terminate(): Promise<void>;
  /** Ends everything at once, whatever state it is in. */
  destroy(): Promise<void>;
}

/** A life, whether somebody asked for its end, and the end. */
class Lived {
  readonly life: Life;
  readonly exit: Promise<R.ExitInfo>;
  asked = false;

  /** `ended` tells whether an end by itself is expected. */
  constructor(life: Life, ended: () => boolean) {
    this.life = life;
    this.exit = life.exit.then((raw) => {
      const expected = ended();
      return { ...raw, asked: this.asked || expected };
    });
    this.exit.catch(() => undefined); // an engine that vanished; told to whoever asks
  }
}

/** Ends a machine that may not even be prepared yet when the run ends. */
export async function endOf(preparing: Promise<GatedMachine>): Promise<void> {
  const machine = await preparing.catch(() => undefined);
  await machine?.end();
}

const START_WITHIN = seconds(20);
const LOG_LINES = 12;

/**
 * What both runtimes' machines have in common: the states, who asked for an exit, and the talk with
 * the gate. A runtime adds how a life is launched and how the volume is handled.
 */
export abstract class GatedMachine implements R.Machine {
  readonly name: string;
  readonly address: R.MachineAddress;
  abstract readonly dataDir: string;
  abstract readonly scratchDir: string;
  protected readonly logFile: string;
  #state: R.MachineState = 'ready';
  #life: Lived | undefined;
  #launching: Promise<Life> | undefined;
  #closed = false;
  #mayEnd = 0;

  constructor(plan: { name: string; address: R.MachineAddress; logFile: string }) {
    this.name = plan.name;
    this.address = plan.address;
    this.logFile = plan.logFile;
  }

  protected abstract launch(plan: R.EtcdStart): Promise<Life>;
  protected abstract wipe(): Promise<void>;
  abstract endpoint(port: 'client' | 'control'): Promise<R.Endpoint>;
  abstract volumeExists(): Promise<boolean>;
  abstract tool(name: R.ToolName, args: readonly string[], within: Duration): Promise<R.ToolResult>;
  abstract file(args: readonly string[], within: Duration): Promise<R.ToolResult>;
  abstract putFile(from: string, to: string): Promise<void>;
  abstract getFile(from: string, to: string): Promise<void>;

  get state(): R.MachineState {
    return this.#state;
  }

  async start(plan: R.EtcdStart): Promise<void> {
    this.expectState('start', ['ready', 'stopped']);
    if (this.#closed) throw new HarnessBug(`cannot start ${this.name}: its run has ended`);
    this.#state = 'running';
    try {
      this.#launching = this.launch(plan);
      const life = await this.#launching;
      this.#life = new Lived(life, () => {
        if (this.#state !== 'lost') this.#state = 'stopped';
        return this.#mayEnd > 0;
      });
      this.#life.asked = plan.mayEnd === true;
    } catch (error) {
      this.#state = 'stopped';
      throw error;
    }
    await this.#gateAnswers(this.#life.exit);
  }

  async stop(within: Duration): Promise<R.ExitInfo> {
    const lived = this.#alive('stop');
    lived.asked = true;
    if (this.#state === 'paused') await this.resume();
    await lived.life.terminate();
    return await deadline(
      within,
      () => this.#didNotStop(within),
      () => lived.exit,
    );
  }

  async kill(): Promise<R.ExitInfo> {
    const lived = this.#alive('kill');
    lived.asked = true;
    await lived.life.destroy();
    return await lived.exit;
  }

  async losePower(seed: string): Promise<readonly R.LostFile[]> {
    this.expectState('cut the power of', ['running', 'paused']);
    const lived = this.#alive('cut the power of');
    lived.asked = true;
    const lost = await (await this.#gate()).losePower(seed);
    await lived.exit;
    return lost;
  }

  async pause(): Promise<void> {
    this.expectState('pause', ['running']);
    const gate = await this.#gate();
    this.#state = 'paused';
    await gate.pause();
  }

  async resume(): Promise<void> {
    this.expectState('resume', ['paused']);
    await (await this.#gate()).signal('CONT');
    this.#state = 'running';
  }

  async setDiskErrors(errors: R.DiskErrors): Promise<void> {
    await (await this.#gate()).setDiskErrors(errors);
  }

  letEnd(): () => void {
    this.#mayEnd += 1;
    let over = false;
    return () => {
      if (!over) this.#mayEnd -= 1;
      over = true;
    };
  }

  async limitCpu(percent: number): Promise<void> {
    this.expectState('limit the CPU of', ['running']);
    await (await this.#gate()).limitCpu(percent);
  }

  async lose(): Promise<void> {
    if (this.#state === 'lost') return;
    const lived = this.#life;
    if (lived !== undefined) {
      lived.asked = true;
      await lived.life.destroy();
    }
    this.#state = 'lost';
    await this.wipe();
  }

  /** Ends the process, whatever state it is in, and leaves the volume: for the end of a run. */
  async end(): Promise<void> {
    this.#closed = true;
    await this.#launching?.catch(() => undefined); // a start under way when the run ends
    if (this.#life === undefined || this.#state === 'lost') return;
    this.#life.asked = true;
    await this.#life.life.destroy();
  }

  async exited(): Promise<R.ExitInfo> {
    if (this.#life === undefined) throw new HarnessBug(`${this.name} was never started`);
    return await this.#life.exit;
  }

  async cpuNs(): Promise<number | null> {
    const status = await this.gateStatus().catch(() => undefined);
    return status?.cpuNs || null;
  }

  async gateStatus(): Promise<R.GateStatus> {
    return await (await this.#gate()).status();
  }

  async gateTrip(to: R.Endpoint, kind: R.TripKind, within: Duration): Promise<R.GateTrip> {
    return await (await this.#gate()).trip(to, kind, within);
  }

  async logTail(lines: number): Promise<string> {
    return await logTail(this.logFile, lines);
  }

  /** Everything but a start and an exit needs the volume, which a lost machine has no more. */
  protected expectVolume(act: string): void {
    if (this.#state === 'lost') throw new HarnessBug(`cannot ${act} ${this.name}: it is lost`);
  }

  protected expectState(act: string, allowed: readonly R.MachineState[]): void {
    if (allowed.includes(this.#state)) return;
    throw new HarnessBug(`cannot ${act} ${this.name}: it is ${this.#state}`);
  }

  /** A life that has just ended by itself is still there to be asked for its exit. */
  #alive(act: string): Lived {
    if (this.#life === undefined) throw new HarnessBug(`cannot ${act} ${this.name}: never started`);
    return this.#life;
  }

  async #gate(): Promise<GateClient> {
    return new GateClient(await this.endpoint('control'));
  }

  async #gateAnswers(exit: Promise<R.ExitInfo>): Promise<void> {
    const gone = exit.then(async (info) => {
      throw await this.#exitedAtOnce(info);
    });
    const stop = new AbortController();
    const answers = eventually(
      `the gate of ${this.name} answers on its control port`,
      async () => (await (await this.#gate()).status()) !== undefined,
      { within: START_WITHIN, every: LOOK_EVERY, signal: stop.signal },
    );
    try {
      await Promise.race([answers, gone]);
    } finally {
      stop.abort();
    }
  }

  async #exitedAtOnce({ code, signal }: R.ExitInfo): Promise<DoomsdayError> {
    return new DoomsdayError({
      code: 'ETCD_DID_NOT_START',
      message: `${this.name} ended while it was being started (${signal ?? `exit code ${code}`})`,
      observed: (await this.logTail(LOG_LINES)) || 'no line in its log',
      likely: 'a flag that this etcd does not know, or a data dir that it cannot use',
      next: `read the whole log: ${this.logFile}`,
    });
  }

  #didNotStop(within: Duration): DoomsdayError {
    return new DoomsdayError({
      code: 'ETCD_DID_NOT_STOP',
      message: `${this.name} did not end after SIGTERM`,
      expected: `its exit within ${formatDuration(within)}`,
      observed: `it is ${this.#state}`,
      likely: 'an fsync is held for ever on its disk link',
    });
  }
}
