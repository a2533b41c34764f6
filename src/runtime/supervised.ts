import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { once } from 'node:events';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { deadline } from '../core/deadline.ts';
import { seconds } from '../core/duration.ts';
import { readExit, type RawExit } from './exit-info.ts';

export interface SupervisedPlan {
  /** The gate's binary. */
  readonly gate: string;
  /** The gate's arguments; they name descriptor 3 as the lifeline. */
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited, so a user's ETCD_* never leaks in. */
  readonly env: Readonly<Record<string, string>>;
  /** Standard output and error are appended here. */
  readonly log: string;
  readonly cwd?: string;
}

const LIFELINE = 3;
const OBEYS_WITHIN = seconds(3);

/**
 * A process under the gate, in a session of its own (a terminal's Ctrl-C is for the harness alone).
 * Descriptor 3 is a pipe whose other end only the harness holds: however the harness ends, the pipe
 * closes and the gate kills its child.
 */
export class Supervised {
  readonly pid: number;
  readonly exit: Promise<RawExit>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.pid = child.pid as number;
    this.exit = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(readExit(code, signal)));
    });
  }

  /** @throws {DoomsdayError} CANNOT_START when the system refuses to run the gate. */
  static async start({ gate, args, env, log, cwd }: SupervisedPlan): Promise<Supervised> {
    const file = await open(log, 'a');
    try {
      const child = spawn(gate, args, {
        stdio: ['ignore', file.fd, file.fd, 'pipe'],
        detached: true,
        env,
        cwd: cwd ?? dirname(log),
      });
      child.stdio[LIFELINE]?.on('error', () => undefined); // the reader is gone: the exit says so
      await once(child, 'spawn');
      return new Supervised(child);
    } catch (cause) {
      throw cannotStart(gate, cause);
    } finally {
      await file.close();
    }
  }

  /** SIGTERM to the gate, which hands it to its child and ends with it. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /**
   * Cuts the lifeline: the gate kills its child and ends after it, so ports and files are free
   * again. A gate that does not obey is killed, and the kernel kills its child with it.
   */
  async destroy(): Promise<void> {
    this.#child.stdio[LIFELINE]?.destroy();
    const late = (): Error => new Error('the gate does not obey');
    await deadline(OBEYS_WITHIN, late, () => this.exit).catch(() => this.#killGroup());
    await this.exit;
  }

  #killGroup(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // it has ended in this moment
    }
  }
}

function cannotStart(gate: string, cause: unknown): DoomsdayError {
  return new DoomsdayError({
    code: 'CANNOT_START',
    message: `the gate could not be started: ${gate}`,
    observed: cause instanceof Error ? cause.message : String(cause),
    likely: 'the binary is missing or made for another architecture',
    next: 'doomsday provision',
    cause,
  });
}
