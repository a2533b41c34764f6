import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import * as faults from '../../support/stubborn-faults.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';

const skip = noProcessRuntime;

suite('a heal that fails', { skip }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  /** Injects on the second member, heals, and tells everything that was written and said. */
  async function healing(fault: Fault<object>, healWithin = seconds(20)) {
    const said: string[] = [];
    const site = { ...bench.site(), healWithin, tell: (text: string) => void said.push(text) };
    const injection = await faultCase(fault, {}).inject(site);
    const error = await injection.heal().catch((thrown: unknown) => thrown);
    const phases = site.lines.map(({ phase, ok, evidence }) =>
      phase === 'heal' ? [phase, ok, evidence] : [phase, ok],
    );
    return { phases, said, error };
  }

  test('once: tried again as a step of its own, and proven gone', async () => {
    const { phases, said, error } = await healing(faults.thawsAtTheSecondTry);
    assert.deepEqual(
      { phases, said, error },
      {
        phases: [
          ['inject', true],
          ['bites', true],
          ['heal', false, 'Error: thaw it: stuck'],
          ['heal', true, 'done'],
          ['gone', true],
        ],
        said: ['healing stubborn-pause failed (thaw it: stuck); it is tried once more'],
        error: undefined,
      },
    );
  });

  test('always: the member is replaced from its own data, and proven gone', async () => {
    const { phases, said, error } = await healing(faults.neverThaws);
    assert.deepEqual(
      { phases, said, error },
      {
        phases: [
          ['inject', true],
          ['bites', true],
          ['heal', false, 'Error: thaw it: stuck'],
          ['heal', false, 'Error: thaw it: stuck'],
          ['heal', true, 'm2: killed and started again from their own data'],
          ['gone', true],
        ],
        said: [
          'healing stubborn-pause failed (thaw it: stuck); it is tried once more',
          'healing stubborn-pause failed again (thaw it: stuck); replaced from their own data: m2',
        ],
        error: undefined,
      },
    );
    await awaitServing(bench.cluster, { within: seconds(20) });
  });

  test('never done: each try has its budget, then the member is replaced', async () => {
    const hung = faults.stubbornPause(() => new Promise<void>(() => undefined));
    const { phases, error } = await healing(hung, millis(1500));
    assert.deepEqual(
      { phases, error },
      {
        phases: [
          ['inject', true],
          ['bites', true],
          ['heal', false, 'Error: not done within 1.5 s'],
          ['heal', false, 'Error: not done within 1.5 s'],
          ['heal', true, 'm2: killed and started again from their own data'],
          ['gone', true],
        ],
        error: undefined,
      },
    );
    await awaitServing(bench.cluster, { within: seconds(20) });
  });

  // The last one: its links stay cut.
  test('always, and a new start changes nothing: the fault cannot be healed', async () => {
    const { phases, error } = await healing(faults.cutForGood);
    assert.deepEqual(phases.slice(-2), [
      ['heal', true, 'm2: killed and started again from their own data'],
      ['gone', false],
    ]);
    const { code, exit, message } = error as { code: string; exit: number; message: string };
    assert.deepEqual(
      { code, exit, message },
      {
        code: 'HEAL_FAILED',
        exit: 4,
        message: '"cut-for-good" could not be healed, nor the members that it hit replaced',
      },
    );
  });
});
