import { join } from 'node:path';
import { runCucumber } from '@cucumber/cucumber/api';
import { cucumberOptions } from './cucumber-options.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Plays the features once through cucumber, one scenario after the other and without retries. Steps
 * find the run by current-run.ts; messages go to the run folder. Verdicts do not come from here but
 * from the drills.
 */
export async function playFeatures(
  options: RunOptions,
  { folder, round }: { folder: string; round: number },
): Promise<void> {
  const suffix = round === 1 ? '' : `-${round}`;
  const files = { [join(folder, `messages${suffix}.ndjson`)]: 'message' };
  await runCucumber(cucumberOptions(options, { support: options.support, dryRun: false, files }));
}
