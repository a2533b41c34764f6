import { usageError } from '../../core/doomsday-error.ts';
import type { Scene } from '../../scene/scene.ts';
import { numbered, scheduleOfWindow } from './schedule-of-window.ts';

/**
 * Draws a window before anything is created, so that what cannot be drawn is refused.
 * @throws {DoomsdayError} a usage error: weights of unknown faults, no fault at all, a window that
 *   has no fault of a number asked for.
 */
export function checkSoak(
  scene: Scene,
  { seed, window = 1, only = [] }: { seed: string; window?: number; only?: readonly number[] },
): void {
  // Which needs are met is known when the world is; here the draw is what matters.
  const around = { runtime: 'process', etcd: scene.etcd.version, members: scene.members } as const;
  const faults = numbered(scheduleOfWindow(seed, window, { scene, around })).length;
  const wrong = only.find((number) => number > faults);
  if (wrong === undefined) return;
  throw usageError({
    code: 'NO_SUCH_FAULT',
    message: `window ${window} has no fault ${wrong}`,
    where: '--only',
    expected: `numbers from 1 to ${faults}`,
    observed: only.join(','),
  });
}
