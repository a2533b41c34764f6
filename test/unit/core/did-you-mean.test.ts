import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean } from '../../../src/core/did-you-mean.ts';

const KNOWN = ['members', 'workload', 'etcd', 'probes', '--seed', '--scene'];

const cases = [
  ['a letter is missing', 'membrs', 'members'],
  ['two letters changed places', 'ectd', 'etcd'],
  ['another case', 'ETCD', 'etcd'],
  ['one letter of a short word', 'etcdd', 'etcd'],
  ['the nearest of two', '--sed', '--seed'],
  ['nothing is near', 'banana', undefined],
  ['nothing was typed', '', undefined],
] as const;

for (const [name, typed, meant] of cases) {
  test(name, () => {
    assert.equal(didYouMean(typed, KNOWN), meant);
  });
}

test('nobody can be near when nothing is known', () => {
  assert.equal(didYouMean('x', []), undefined);
});
