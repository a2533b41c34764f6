import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult, SoakFacts } from '../../core/run-result.ts';
import type { Context } from '../context.ts';
import { sceneAsPlayed } from '../scene-as-played.ts';
import { compareStorms } from '../soak/compare-storms.ts';
import type { SoakAsked } from '../soak/soak-asked.ts';
import { startSoak } from '../soak/start-soak.ts';
import type { Replay, Replayed } from './replay.ts';

/**
 * Plays a soak again: the window that decided its verdict, or the fewest faults of it that still
 * failed; all of it when it passed. What the seed drew is compared window by window.
 */
export async function replaySoak(
  asked: SoakAsked & { seed: string },
  { before, ...options }: Replay,
  context: Context,
): Promise<Replayed> {
  const scene = sceneAsPlayed(before, { asked: asked.scene, root: context.root });
  const { exitCode, soak } = await startSoak({ ...asked, ...options, scene }, context);
  const after = soak as SoakFacts;
  const differences = compareStorms(soakOf(before), after, asked.only);
  return { exitCode, differences, ...(after.windows.length === 0 ? {} : { drawn: 'storms' }) };
}

const soakOf = (folder: string): SoakFacts =>
  (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Required<RunResult>).soak;
