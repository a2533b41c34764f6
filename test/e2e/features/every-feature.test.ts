import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPO } from '../../support/cli-context.ts';
import { featuresOf, leftOut, OWN_TESTS } from './own-tests.ts';
import { scenariosOf } from './scenarios-of.ts';

const features = featuresOf();
const fileOf = { process: '', docker: 'docker/' } as const;

for (const kind of ['process', 'docker'] as const) {
  test(`every feature is played on the ${kind} runtime, or it is said why not`, () => {
    const missing = features
      .filter((feature) => leftOut(feature, kind) === undefined)
      .map((feature) => `${fileOf[kind]}${feature.split('/')[1]}.long.test.ts`)
      .filter((file) => !existsSync(join(import.meta.dirname, file)));
    assert.deepEqual([...new Set(missing)], []);
  });
}

test('what is said to play a feature names it', () => {
  const wrong = [...OWN_TESTS]
    .filter(([feature, { test: file, by }]) => {
      return !features.includes(feature) || !readFileSync(join(REPO, file), 'utf8').includes(by);
    })
    .map(([feature]) => feature);
  assert.deepEqual(wrong, []);
});

test('every feature announces scenarios', async (t) => {
  const counts = await Promise.all(features.map(async (one) => (await scenariosOf(one)).length));
  const empty = features.filter((_, i) => counts[i] === 0);
  assert.deepEqual(empty, []);
  const sum = counts.reduce((a, b) => a + b, 0);
  t.diagnostic(`${features.length} features, ${sum} scenarios`);
});
