import assert from 'node:assert/strict';
import { test } from 'node:test';
import { protoFields } from '../../../src/etcd/proto-fields.ts';

test('numbers up to 64 bits, and everything under a repeated field in order', () => {
  const message = Buffer.from('08ffffffffffffffffff011201611a0012026263', 'hex');
  const fields = protoFields(message);
  assert.deepEqual(
    [fields.number(1), fields.all(2).map(String), fields.all(3).map(String), fields.number(9)],
    [2n ** 64n - 1n, ['a', 'bc'], [''], 0n],
  );
});

const damaged: readonly [string, string, RegExp][] = [
  ['a number that is cut', '08ff', /a number ends behind its message/],
  ['bytes that are cut', '120561', /field 2 ends behind its message/],
  ['a kind that etcd does not use', '0d00000000', /field 1 is of the unknown kind 5/],
];
for (const [name, hex, message] of damaged) {
  test(`${name} is refused`, () =>
    assert.throws(() => protoFields(Buffer.from(hex, 'hex')), { name: 'RangeError', message }));
}
