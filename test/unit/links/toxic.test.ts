import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, nanos, seconds } from '../../../src/core/duration.ts';
import type { Toxic } from '../../../src/links/link.ts';
import { toWire } from '../../../src/links/toxic.ts';

const cases: [Toxic, object][] = [
  [
    { type: 'latency', latency: seconds(1.5) },
    { latency: 1500, jitter: 0 },
  ],
  [
    { type: 'latency', latency: millis(37.4) },
    { latency: 37, jitter: 0 },
  ],
  [{ type: 'bandwidth', kilobytesPerSecond: 0 }, { rate: 0 }],
  [{ type: 'slow_close', delay: millis(1) }, { delay: 1 }],
  [{ type: 'timeout', timeout: seconds(0) }, { timeout: 0 }],
  [{ type: 'reset_peer', timeout: seconds(2) }, { timeout: 2000 }],
  [
    { type: 'slicer', averageBytes: 10, variationBytes: 5, delay: millis(2) },
    { average_size: 10, size_variation: 5, delay: 2000 },
  ],
  [{ type: 'limit_data', bytes: 1024 }, { bytes: 1024 }],
];

for (const [toxic, attributes] of cases) {
  test(`${JSON.stringify(toxic)} on the wire`, () => {
    assert.deepEqual(toWire(toxic), { type: toxic.type, attributes });
  });
}

for (const toxic of [
  { type: 'latency', latency: nanos(400_000) },
  { type: 'bandwidth', kilobytesPerSecond: 0.2 },
  { type: 'limit_data', bytes: -1 },
] as const) {
  test(`${JSON.stringify(toxic)} would silently be something else`, () => {
    assert.throws(() => toWire(toxic), { code: 'TOXIC_TOO_FINE' });
  });
}
