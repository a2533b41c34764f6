import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const ROOT = join(import.meta.dirname, '../../..');

// An installation on one platform may leave the packages of others out of the lock file; then
// `npm ci`, the first thing a newcomer runs, refuses it everywhere.
test('package-lock.json names the packages of every platform', () => {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, Entry> };
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  assert.ok(wanted.length > 0);
  assert.deepEqual(
    wanted.filter((name) => !(`node_modules/${name}` in packages)),
    [],
  );
});
