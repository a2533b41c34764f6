import { startClock } from '../core/clock.ts';
import { deadline } from '../core/deadline.ts';
import type { Duration } from '../core/duration.ts';
import { ContainerExec, type ExecPlan } from './container-exec.ts';
import { Collected } from './docker-output.ts';
import { superviseArguments } from './gate-arguments.ts';
import { tooSlow } from './run-tool.ts';
import type { ToolResult } from './runtime.ts';

export interface DockerToolPlan extends Pick<ExecPlan, 'engine' | 'container'> {
  /** The gate's path in the container. */
  readonly gate: string;
  readonly command: readonly string[];
}

const STDIN = 0;

/**
 * Runs a command in a running container. Cost: about 100 ms.
 * @throws {DoomsdayError} TOOL_TOO_SLOW when it did not end in time; it is killed.
 */
export async function dockerTool(plan: DockerToolPlan, within: Duration): Promise<ToolResult> {
  const { engine, container, gate, command } = plan;
  const clock = startClock();
  const [out, err] = [new Collected(), new Collected()];
  const underGate = [gate, ...superviseArguments(command, STDIN)];
  const what = command.join(' ');
  const exec = await ContainerExec.start({ engine, container, command: underGate, out, err }, what);
  try {
    const late = (): Error => tooSlow(command, within);
    const code = await deadline(within, late, () => exec.exit);
    return { code, stdout: out.text, stderr: err.text, tookNs: clock.now() };
  } finally {
    exec.release();
  }
}
