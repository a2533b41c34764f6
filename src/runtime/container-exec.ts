import type { Writable } from 'node:stream';
import type Dockerode from 'dockerode';
import { millis, seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { guarded, isNotFound, type DockerEngine } from './docker-engine.ts';
import { demuxed } from './docker-output.ts';

const START_WITHIN = seconds(30);
const END_WITHIN = seconds(10);
const TELL_WITHIN = seconds(10);
/** What a shell would say of a process that was killed with its container. */
const KILLED = 137;

export interface ExecPlan {
  readonly engine: DockerEngine;
  readonly container: string;
  /** The gate, told that standard input is its lifeline, and what it is to run. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly out: Writable;
  readonly err: Writable;
}

/**
 * A program under the gate in a running container. The gate's standard input is a stream that only
 * the harness holds: when it closes, whoever closes it, the gate kills the program and ends.
 */
export class ContainerExec {
  /** The gate's exit code, after all output; 137 also when the container ended. */
  readonly exit: Promise<number>;
  readonly #what: string;
  readonly #stream: NodeJS.ReadWriteStream;

  private constructor(stream: NodeJS.ReadWriteStream, exit: Promise<number>, what: string) {
    this.#stream = stream;
    this.#what = what;
    this.exit = exit;
    exit.catch(() => undefined); // an engine that vanished; told to whoever asks
  }

  /** @throws {DoomsdayError} DOCKER_GONE, DOCKER_REFUSED (also when the container does not run). */
  static async start(plan: ExecPlan, what: string): Promise<ContainerExec> {
    const { engine, container, command, env = {}, out, err } = plan;
    const { docker } = engine;
    return await guarded(`start ${what}`, START_WITHIN, async () => {
      const exec = await docker.getContainer(container).exec({
        Cmd: [...command],
        Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
      });
      const stream = await exec.start({ hijack: true, stdin: true });
      stream.on('error', () => undefined); // the engine has gone: the exit tells
      const ended = demuxed(docker, stream, { out, err });
      return new ContainerExec(
        stream,
        ended.then(() => exitCode(exec, what)),
        what,
      );
    });
  }

  /** Has the gate kill the program, and waits for the exit. */
  async destroy(): Promise<void> {
    this.release();
    await guarded(`end ${this.#what}`, END_WITHIN, () => this.exit);
  }

  /** The same without the wait. */
  release(): void {
    this.#stream.end();
  }
}

/** The engine tells the end of the output before it knows the exit code. */
async function exitCode(exec: Dockerode.Exec, what: string): Promise<number> {
  const look = async (): Promise<{ code: number } | { error: unknown } | false> => {
    try {
      const told = await guarded(`tell how ${what} ended`, TELL_WITHIN, () => exec.inspect());
      return told.Running ? false : { code: told.ExitCode ?? KILLED };
    } catch (error) {
      return isNotFound(error) ? { code: KILLED } : { error };
    }
  };
  const every = { within: TELL_WITHIN, every: millis(2) };
  const found = await eventually(`the engine knows how ${what} ended`, look, every);
  if ('error' in found) throw found.error;
  return found.code;
}
