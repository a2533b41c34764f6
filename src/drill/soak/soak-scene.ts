import { millis } from '../../core/duration.ts';
import type { Scene } from '../../scene/scene.ts';

const SHORT = millis(300);

/**
 * The scene as a soak plays it: no baseline of latencies is taken, because a window is judged by
 * its guarantees and by the storm's own bound on answers, not by the scene's objectives.
 */
export const soakScene = (scene: Scene): Scene => ({
  ...scene,
  objectives: [],
  phases: { ...scene.phases, steady: SHORT, after: SHORT },
});
