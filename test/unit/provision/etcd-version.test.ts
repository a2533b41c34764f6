import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasEtcdutl, nearVersions, neighbours } from '../../../src/provision/etcd-version.ts';

const known = ['3.5.33', '3.6.0', '3.6.8', '3.6.14', '3.6.16', '3.7.0-rc.0', '3.7.1', '3.7.10'];

test('neighbours are of the same line, the nearest first, the newer one on a tie', () => {
  assert.deepEqual(neighbours('3.6.12', known), ['3.6.14', '3.6.16', '3.6.8', '3.6.0']);
  assert.deepEqual(neighbours('3.6.15', known), ['3.6.16', '3.6.14', '3.6.8', '3.6.0']);
  assert.deepEqual(neighbours('3.6.14', known), ['3.6.16', '3.6.8', '3.6.0']);
  assert.deepEqual(neighbours('3.8.0', known), []);
});

test('near versions are three of the line and the newest of all', () => {
  assert.deepEqual(nearVersions('3.6.999', known), ['3.6.16', '3.6.14', '3.6.8', '3.7.10']);
  assert.deepEqual(nearVersions('3.9.0', known), ['3.7.10']);
  assert.deepEqual(nearVersions('3.9.0', []), []);
});

test('etcdutl is a program of its own from 3.5 on', () => {
  const versions = ['3.4.23', '3.5.0', '3.7.1', '4.0.0'];
  assert.deepEqual(versions.map(hasEtcdutl), [false, true, true, true]);
});
