import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { millis, nanos } from '../../../../src/core/duration.ts';
import { lateFrom } from '../../../../src/faults/disk/disk-baseline.ts';

const CASES = [
  ['a quick disk', 1, 200, 200],
  ['a slow disk', 150, 30, 165],
  ['a disk as slow as the fault', 200, 200, 300],
  ['a disk as slow as half the fault', 100, 200, 200],
] as const;

for (const [name, took, added, late] of CASES) {
  test(`${name}: ${took} ms before, ${added} ms more: late from ${late} ms`, () => {
    assert.equal(lateFrom(millis(took), millis(added)), millis(late));
  });
}

test('what was there before is never late, and what was added to it always is', (t) => {
  let cases = 0;
  const length = fc.integer({ min: 1, max: 20e9 });
  fc.assert(
    fc.property(length, length, (took, added) => {
      cases++;
      const late = lateFrom(nanos(took), nanos(added));
      assert.ok(took < late || took < added, `${took} < ${late}`);
      assert.ok(took + added >= late, `${took} + ${added} >= ${late}`);
      assert.ok(added <= late, `${added} <= ${late}`);
    }),
  );
  t.diagnostic(`${cases} cases`);
});
