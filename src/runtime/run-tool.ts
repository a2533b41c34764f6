import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { startClock } from '../core/clock.ts';
import { deadline } from '../core/deadline.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { superviseArguments } from './gate-arguments.ts';
import type { ToolResult } from './runtime.ts';

/**
 * Runs a local tool under the gate, so that it too dies with the harness.
 * @throws {DoomsdayError} TOOL_TOO_SLOW when it did not end in time; it is killed.
 */
export async function runTool(
  plan: { gate: string; command: readonly string[]; cwd: string },
  within: Duration,
): Promise<ToolResult> {
  const { gate, command, cwd } = plan;
  const clock = startClock();
  const child = spawn(gate, superviseArguments(command), {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: {}, // a user's ETCDCTL_* must not lead the tool elsewhere
    cwd,
  });
  const code = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (exit) => resolve(exit ?? -1));
  });
  const [, out, err] = child.stdio;
  const ended = Promise.all([text(out as never), text(err as never), code]);
  try {
    const [stdout, stderr, exit] = await deadline(
      within,
      () => tooSlow(command, within),
      () => ended,
    );
    return { code: exit, stdout, stderr, tookNs: clock.now() };
  } finally {
    child.stdio[3]?.destroy(); // the lifeline: the gate kills what still runs
  }
}

export function tooSlow(command: readonly string[], within: Duration): DoomsdayError {
  return new DoomsdayError({
    code: 'TOOL_TOO_SLOW',
    message: `${command[0]} did not end in time: ${command.join(' ')}`,
    expected: `its end within ${formatDuration(within)}`,
    likely: 'the member that it talks to does not answer',
  });
}
