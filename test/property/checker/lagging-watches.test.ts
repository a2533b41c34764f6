import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Facts } from '../../../src/checker/facts.ts';
import { judgeOne } from '../../../src/checker/judge.ts';
import { watchReliable } from '../../../src/checker/watch-reliable.ts';
import type { DrillRecord, WatchLine } from '../../../src/history/types.ts';
import { ToyCluster, type ToyOptions } from './toy-cluster.ts';

const numRuns = process.env['DOOMSDAY_LONG'] === '1' ? 20_000 : 500;

const options = fc.record<ToyOptions>({
  seed: fc.integer({ min: 0 }).map((n) => `0x${n.toString(16)}`),
  ops: fc.integer({ min: 10, max: 60 }),
  keys: fc.integer({ min: 1, max: 5 }),
  lostPercent: fc.constant(0),
  watched: fc.constant(true),
  restores: fc.constantFrom(0, 0, 1),
});

const statusOf = (record: DrillRecord): string => judgeOne(watchReliable, new Facts(record)).status;

/** The watch ends like this when all calls are over, and the last answers to it are not there. */
function without(record: DrillRecord, answers: number, end: Partial<WatchLine>): DrillRecord {
  const last = record.watches.at(-1) as WatchLine;
  const at = Math.max(...record.states.map((line) => line.at)) + 1;
  const canceled: WatchLine = { ...last, at, kind: 'canceled', ...end };
  delete (canceled as { events?: unknown }).events;
  return { ...record, watches: [...record.watches.slice(0, -answers || undefined), canceled] };
}

test('a watch that is closed before it caught up is unknown, one that caught up holds', (t) => {
  let tried = 0;
  fc.assert(
    fc.property(options, fc.integer({ min: 1, max: 3 }), (drawn, behind) => {
      const record = new ToyCluster(drawn).record();
      const last = record.watches.slice(-behind - 1);
      // Something is told before and something is missing, both of the last epoch.
      if (last.length <= behind || last.some(({ kind }) => kind !== 'events')) return;
      tried += 1;
      const closed = { reason: 'closed' };
      const cut = { reason: '14 UNAVAILABLE: Connection dropped' };
      const found = [
        statusOf(without(record, 0, closed)),
        statusOf(without(record, behind, closed)),
        statusOf(without(record, behind, cut)),
      ];
      assert.deepEqual(found, ['holds', 'unknown', 'holds']);
    }),
    { numRuns, seed: 4 },
  );
  t.diagnostic(`${tried} histories, each with its watch caught up, behind, and cut`);
  assert.ok(tried > numRuns / 3, `${tried}`);
});
