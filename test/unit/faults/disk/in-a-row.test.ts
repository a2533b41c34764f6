import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pass } from '../../../../src/core/clock.ts';
import { millis, nanos, type Duration } from '../../../../src/core/duration.ts';
import { afterEachOther, besideEachOther } from '../../../../src/faults/disk/in-a-row.ts';

type Look = (trip: () => Promise<Duration>) => Promise<Duration[]>;

const { signal } = new AbortController();
const beside: Look = (trip) => besideEachOther(trip, { each: millis(1), signal });

/** Trips that take what they are told, one after the other; a string is what one throws. */
async function looked(look: Look, trips: readonly (number | string)[]) {
  let made = 0;
  const trip = async (): Promise<Duration> => {
    const took = trips[made++];
    if (typeof took !== 'number') throw new Error(took);
    return nanos(took);
  };
  const said = await look(trip).catch((error: Error) => error.message);
  await pass(millis(10)); // what is begun later has been begun
  return { said, made };
}

const CASES = [
  [[7, 8, 9], { said: [7, 8, 9], made: 3 }],
  [['quick', 8, 9], { said: 'quick', made: 1 }],
  [[7, 'quick', 9], { said: 'quick', made: 2 }],
  [[7, 8, 'quick'], { said: 'quick', made: 3 }],
] as const;

for (const [trips, expected] of CASES) {
  test(`trips ${trips.join(', ')}: beside each other`, async () => {
    assert.deepEqual(await looked(beside, trips), expected);
  });
  test(`trips ${trips.join(', ')}: after each other`, async () => {
    assert.deepEqual(await looked(afterEachOther, trips), expected);
  });
}

test('long trips overlap: three of them take little more than one', { timeout: 5000 }, async () => {
  const events: string[] = [];
  const held = Promise.withResolvers<void>();
  let begun = 0;
  const trip = async (): Promise<Duration> => {
    const n = ++begun;
    events.push(`begins ${n}`);
    if (n === 3) held.resolve();
    await held.promise;
    events.push(`ends ${n}`);
    return nanos(n);
  };
  assert.deepEqual(await besideEachOther(trip, { each: millis(1000), signal }), [1, 2, 3]);
  const all = ['begins 1', 'begins 2', 'begins 3', 'ends 1', 'ends 2', 'ends 3'];
  assert.deepEqual(events.toSorted(), all);
  assert.deepEqual(events.slice(0, 3), all.slice(0, 3));
});

test('nothing is begun after an abort', async () => {
  let made = 0;
  const trip = async (): Promise<Duration> => nanos(++made);
  const stopped = AbortSignal.abort(new Error('stopped'));
  const look = besideEachOther(trip, { each: millis(1), signal: stopped });
  await assert.rejects(look, { message: 'stopped' });
  assert.equal(made, 0);
});
