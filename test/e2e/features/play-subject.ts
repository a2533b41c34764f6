import { test } from 'node:test';
import { noDockerEngine } from '../../support/docker-engine.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { featuresOf, leftOut } from './own-tests.ts';
import { passes } from './passes.ts';
import type { Kind } from './skipped-on.ts';

/** A test for each feature of a folder of features/, in a row: drills hold bounds of time. */
export async function playSubject(subject: string, kind: Kind): Promise<void> {
  const cannot = kind === 'docker' ? await noDockerEngine() : noProcessRuntime;
  for (const feature of featuresOf(subject)) {
    const skip = cannot || (leftOut(feature, kind) ?? false);
    test(`${feature} passes on the ${kind} runtime`, { skip }, async (t) => {
      t.diagnostic(await passes(feature, kind));
    });
  }
}
