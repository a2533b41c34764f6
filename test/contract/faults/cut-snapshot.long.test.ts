import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { cutSnapshot, type CutSnapshot } from '../../../src/faults/peer-network/cut-snapshot.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { SHORT_LOG } from './cases/apart.ts';
import { faultBench } from './fault-bench.ts';
import { faultCase, type FaultCase } from './fault-case.ts';
import { ALL_WELL, phases } from './phases.ts';

const PARAMS: CutSnapshot = { bytes: 20_000, missed: 40 };

suite('a snapshot that breaks off', { skip: noProcessRuntime }, () => {
  /** Injects under writes, heals. @returns phases, proofs and the error. On a cluster of its own. */
  async function played(one: FaultCase) {
    await using bench = await faultBench('process', { extraFlags: SHORT_LOG });
    const site = bench.site();
    const error: unknown = await bench.withWrites(async () => {
      const thrown: unknown = await one.inject(site).then(
        () => undefined,
        (e: unknown) => e,
      );
      assert.deepEqual(await site.heals.healAll(), []);
      return thrown;
    });
    await awaitServing(bench.cluster, { within: seconds(20) });
    const told = (phase: string) => site.lines.find((l) => l.phase === phase)?.evidence ?? '';
    return { lines: phases(site.lines), bites: told('bites'), gone: told('gone'), error };
  }

  test('both ends log it and etcd counts it; the heal lets one through', async () => {
    const { lines, bites, gone, error } = await played(faultCase(cutSnapshot, PARAMS));
    assert.deepEqual({ lines, error }, { lines: ALL_WELL, error: undefined });
    assert.match(
      bites,
      RegExp(
        '^transfers that broke off: [1-9]\\d*, that got through: 0; 20000 bytes of each; ' +
          'm\\d: failed to send database snapshot of \\d{5,} bytes: .+; ' +
          'm2: failed to save incoming database snapshot: .+; at revision \\d+, the others at \\d+$',
      ),
    );
    assert.match(
      gone,
      /^transfers that got through: [1-9]\d*; at revision \d+, the others had \d+$/,
    );
  });

  test('a snapshot that gets through was not cut', async () => {
    const whole: Fault<CutSnapshot> = {
      ...cutSnapshot,
      inject: (world, { missed }) => cutSnapshot.inject(world, { missed, bytes: 1e9 }),
    };
    const { lines, error } = await played(faultCase(whole, PARAMS));
    assert.deepEqual(lines.slice(0, 2), ['inject', 'bites failed']);
    const { code, facts } = error as { code?: string; facts?: { observed?: string } };
    assert.equal(code, 'FAULT_DID_NOT_BITE');
    assert.match(
      facts?.observed ?? '',
      /^transfers that broke off: 0, that got through: [1-9]\d*$/,
    );
  });

  test('a member that does not fall behind is sent none', async () => {
    const { error } = await played(faultCase(cutSnapshot, { ...PARAMS, missed: 0 }));
    const { facts } = error as { facts?: { observed?: string } };
    assert.equal(facts?.observed, 'transfers that broke off: 0, that got through: 0');
  });
});
