import { globSync } from 'node:fs';
import { join } from 'node:path';
import { REPO } from '../../support/cli-context.ts';
import type { Kind } from './skipped-on.ts';

/** A test that plays a feature already, and what it calls it. */
interface OwnTest {
  readonly test: string;
  readonly by: string;
}

const STORMS = 'test/e2e/alone/storms.long.test.ts';
const ENVELOPE = 'test/e2e/alone/envelope.long.test.ts';

const named = (feature: string, test: string): [string, OwnTest] => [
  feature,
  { test, by: feature },
];

/** Features that have a test of their own on the process runtime. */
export const OWN_TESTS: ReadonlyMap<string, OwnTest> = new Map([
  named('features/disk/slow-disk.feature', 'test/e2e/drills/slow-disk.test.ts'),
  named('features/disk/stalled-disk.feature', STORMS),
  ['features/envelope/timers.feature', { test: ENVELOPE, by: "'envelope'" }],
  ['features/envelope/tune.feature', { test: ENVELOPE, by: "'tune'" }],
  named('features/machines/matrix.feature', 'test/e2e/alone/matrix.long.test.ts'),
  named('features/network/isolated-leader.feature', 'test/e2e/drills/isolated-leader.test.ts'),
  named('features/recovery/members-come-back.feature', STORMS),
  named(
    'features/recovery/permanent-quorum-loss.feature',
    'test/e2e/alone/permanent-quorum-loss.test.ts',
  ),
  named('features/storms/election-storm.feature', STORMS),
]);

/** Searches of many minutes whose every stay is the same two faults on either runtime. */
const TOO_LONG = new Set(['features/envelope/timers.feature', 'features/envelope/tune.feature']);

/** Why a feature is not played here; undefined = it is. */
export function leftOut(feature: string, kind: Kind): string | undefined {
  if (kind === 'process') {
    const own = OWN_TESTS.get(feature);
    return own === undefined ? undefined : `${own.test} plays it`;
  }
  return TOO_LONG.has(feature) ? 'a search of many minutes' : undefined;
}

/** Every feature file of a folder of features/, from the root of the package; by default of all. */
export const featuresOf = (subject = ''): string[] =>
  globSync(`${join('features', subject)}/**/*.feature`, { cwd: REPO }).toSorted();
