import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atLeast, compareVersions, minorOf, parseVersion } from '../../../src/etcd/version.ts';

test('versions are read with and without v, patch and suffix', () => {
  assert.deepEqual(['3.6.14', 'v3.5.4', '3.4', '3.7.0-rc.1', '3.5.15+k8s'].map(parseVersion), [
    [3, 6, 14],
    [3, 5, 4],
    [3, 4, 0],
    [3, 7, 0],
    [3, 5, 15],
  ]);
});

test('what is no version is a usage error', () => {
  for (const text of ['', 'latest', '3', '3.x', '3.5.4 ok?']) {
    assert.throws(() => parseVersion(text), { code: 'VERSION_UNREADABLE', exit: 64 });
  }
});

test('versions are ordered as numbers, not as text', () => {
  const sorted = ['3.10.0', '3.6.14', '3.5.33', '3.5.4'].map(parseVersion).sort(compareVersions);
  assert.deepEqual(sorted.map(String), ['3,5,4', '3,5,33', '3,6,14', '3,10,0']);
  assert.deepEqual(
    [atLeast('3.5.10', '3.5.9'), atLeast('3.5.9', '3.5.9'), atLeast('3.5.9', '3.5.10')],
    [true, true, false],
  );
  assert.equal(minorOf('3.5.33'), '3.5');
});
