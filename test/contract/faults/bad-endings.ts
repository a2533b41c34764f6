import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { millis } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { clientHalfOpen } from '../../../src/faults/client-network/client-half-open.ts';
import { clientCut } from '../../../src/faults/client-network/client-cut.ts';
import { lose } from '../../../src/faults/machine/lose.ts';
import { misspeltLatency } from '../../support/misspelt-latency.ts';
import { faultCase } from './fault-case.ts';
import type { FaultBench } from './fault-bench.ts';
import { phases } from './phases.ts';

const NOT_GONE = 'FAULT_NOT_PROVEN_GONE';

/** A fault that does nothing, and one that nothing brings back: the last words of the contract. */
export function badEndings(bench: () => FaultBench): void {
  test('a misspelt toxic is accepted by Toxiproxy, does nothing, and is found out', async () => {
    const site = bench().site();
    const error: unknown = await faultCase(misspeltLatency, {})
      .inject(site)
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof DoomsdayError);
    assert.deepEqual([error.code, error.exit], ['FAULT_DID_NOT_BITE', EXIT.inconclusive]);
    assert.deepEqual(await site.heals.healAll(), []);
    assert.deepEqual(phases(site.lines), ['inject', 'bites failed', 'heal', 'gone']);
  });

  for (const one of [faultCase(clientCut, {}), faultCase(clientHalfOpen, { lost: 'answers' })]) {
    test(`${one.fault.name}: who is silent before the harm cannot be judged`, async () => {
      const { lines, ...site } = bench().site();
      const target = bench().cluster.members[1] as Member;
      await target.machine.pause();
      const error: unknown = await one
        .inject({ ...site, proveWithin: millis(300) })
        .catch((thrown: unknown) => thrown);
      await target.machine.resume();
      assert.ok(error instanceof DoomsdayError, String(error));
      assert.deepEqual([error.code, error.exit], ['SILENT_BEFORE_HARM', EXIT.inconclusive]);
      assert.deepEqual(await site.heals.healAll(), []);
      assert.deepEqual(phases(lines), ['inject failed', 'heal', 'gone']);
    });
  }

  test('lose destroys process and volume, and is not gone while nothing replaces it', async () => {
    const site = bench().site();
    const injection = await faultCase(lose, {}).inject(site);
    assert.equal(await injection.targets[0]?.machine.volumeExists(), false);
    const failures = await site.heals.healAll();
    assert.deepEqual(
      failures.map(({ name, error }) => [
        name,
        error instanceof DoomsdayError ? [error.code, error.exit, error.facts.observed] : error,
      ]),
      [['heal lose', [NOT_GONE, EXIT.inconclusive, 'nothing has replaced what was lost']]],
    );
    assert.deepEqual(phases(site.lines), ['inject', 'bites', 'heal', 'gone failed']);
  });
}
