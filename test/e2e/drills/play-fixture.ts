import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../../src/core/run-result.ts';
import { startRun } from '../../../src/cli/start-run.ts';
import type { RunAsked } from '../../../src/cli/run-asked.ts';
import { keptContext } from '../../support/cli-context.ts';

/** A run of the fixture's features on the process runtime. */
export interface PlayedFixture {
  readonly result: RunResult;
  readonly written: { readonly out: string; readonly err: string };
  /** A file of the run folder. */
  file(name: string): string;
}

/** Plays a feature of the fixture, whose steps are the product's and some that no product needs. */
export async function playFixture(
  feature: string,
  reports: string,
  asked: Partial<RunAsked> = {},
): Promise<PlayedFixture> {
  const root = join(import.meta.dirname, 'fixture');
  const context = keptContext({ root, cwd: root });
  const { result, folder } = await startRun(
    {
      features: [`features/${feature}`],
      ...{ scene: './short.yaml', runtime: 'process', seed: '0x5eed', repeat: 1, timeout: '3m' },
      ...{ reports, ...asked, seed: asked.seed ?? '0x5eed' },
    },
    context,
  );
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { result, written: context.written, file };
}
