import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePlans } from '../compare-plans.ts';
import type { Context } from '../context.ts';
import type { RunAsked } from '../run-asked.ts';
import { sceneAsPlayed } from '../scene-as-played.ts';
import { startRun } from '../start-run.ts';
import type { Replay, Replayed } from './replay.ts';

/** Plays a run again; its faults, targets and plans are compared, record against record. */
export async function replayRun(
  asked: RunAsked & { seed: string },
  { before, ...options }: Replay,
  context: Context,
): Promise<Replayed> {
  const scene = sceneAsPlayed(before, { asked: asked.scene, root: context.root });
  const { result, folder } = await startRun({ ...asked, ...options, scene, keep: false }, context);
  const record = (folder: string): string => readFileSync(join(folder, 'history.ndjson'), 'utf8');
  const differences = comparePlans(record(before), record(folder));
  return { exitCode: result.exitCode, drawn: 'faults, targets and plans', differences };
}
