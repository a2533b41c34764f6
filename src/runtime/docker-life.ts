import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { deadline } from '../core/deadline.ts';
import { seconds } from '../core/duration.ts';
import { ContainerExec, type ExecPlan } from './container-exec.ts';
import { readExit, type RawExit } from './exit-info.ts';
import { GateClient } from './gate-client.ts';
import type { Life } from './gated-machine.ts';
import type { Endpoint } from './runtime.ts';

export interface DockerLifePlan extends Omit<ExecPlan, 'out' | 'err'> {
  readonly name: string;
  readonly logFile: string;
  /** The gate's control port, from the harness. */
  readonly control: Endpoint;
}

const ENDS_WITHIN = seconds(5);

/** Starts etcd under the gate in the machine's container; the output goes to the log file. */
export async function startDockerLife(plan: DockerLifePlan): Promise<Life> {
  const { name, logFile, control, ...rest } = plan;
  const log = createWriteStream(logFile, { flags: 'a' });
  const exec = await ContainerExec.start({ ...rest, out: log, err: log }, `etcd on ${name}`);
  const exit = exitOf(exec, log);
  exit.catch(() => undefined); // told to whoever asks; nobody may
  return {
    exit,
    destroy: () => exec.destroy(),
    terminate: () => terminate(new GateClient(control), exit),
  };
}

/** Told when the output is in the log file too. */
async function exitOf(exec: ContainerExec, log: WriteStream): Promise<RawExit> {
  try {
    return readExit(await exec.exit);
  } finally {
    log.end();
    await finished(log).catch(() => undefined); // a full disk; the exit is told all the same
  }
}

/** A gate that cannot be reached because etcd is just ending by itself is no error. */
async function terminate(gate: GateClient, exit: Promise<unknown>): Promise<void> {
  await gate.signal('TERM').catch(async (error: Error) => {
    await deadline(
      ENDS_WITHIN,
      () => error,
      () => exit,
    );
  });
}
