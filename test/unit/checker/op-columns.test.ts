import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opColumns } from '../../../src/checker/columns/op-columns.ts';
import { build, kv } from './build-record.ts';

test('the keys that requests name are told from those that answers show, however many', () => {
  const shown = Array.from({ length: 5000 }, (_, i) => kv(`k${i}`, 'v', i + 2));
  const { ops } = build()
    .ok({ op: 'range', key: 'k', end: 'l' }, 5001, { count: 5000, kvs: shown })
    .get('k4998', 5001, shown[4998])
    .put('new', 'v', 5002).record;
  const { names, named } = opColumns(ops);
  const asked = [...named].map((id) => names.names[id]);
  assert.deepEqual(asked, ['k', 'k4998', 'new']);
  assert.equal(names.names.length, 5002);
});
