import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { cutSnapshot, type CutSnapshot } from '../../../src/faults/peer-network/cut-snapshot.ts';
import type { Machine } from '../../../src/runtime/runtime.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench } from './fault-bench.ts';
import { faultCase, type FaultCase } from './fault-case.ts';
import { ALL_WELL, phases } from './phases.ts';

type Then = (machine: Machine) => Promise<unknown>;

/** Members that write a raft snapshot every 20 entries and keep 10 before it. */
const FLAGS = ['--snapshot-count=20', '--snapshot-catchup-entries=10'];
const PARAMS: CutSnapshot = { bytes: 20_000, missed: 40 };

suite('a snapshot that breaks off', { skip: noProcessRuntime }, () => {
  /**
   * Injects under writes, does to the target what is said then, heals. @returns phases, proofs and
   * the error. On a cluster of its own: for 30 s after a snapshot that got through a leader keeps
   * all of its log (server/etcdserver/server.go, releaseDelayAfterSnapshot).
   */
  async function played(one: FaultCase, then: Then = async () => undefined) {
    await using bench = await faultBench('process', FLAGS);
    const { machine, plan } = bench.three.cluster.members[1] as Member;
    const site = bench.site();
    const error: unknown = await bench.withWrites(async () => {
      const injecting = one.inject(site).then(() => then(machine));
      const thrown: unknown = await injecting.catch((e: unknown) => e);
      assert.deepEqual(await site.heals.healAll(), []);
      return thrown;
    });
    if (machine.state === 'stopped') await machine.start(plan);
    await awaitServing(bench.three.cluster, { within: seconds(20) });
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

  test('heals after a throw half-way', async () => {
    const { lines, error } = await played({
      ...faultCase(cutSnapshot, PARAMS),
      inject: (site) => faultCase(cutSnapshot, PARAMS).injectHalfWay(site),
    });
    assert.deepEqual(lines, ['inject failed', 'heal', 'gone']);
    assert.equal((error as Error).message, 'half-way');
  });

  test('heals when the target died meanwhile', async () => {
    const { lines, gone } = await played(faultCase(cutSnapshot, PARAMS), (machine) =>
      machine.kill(),
    );
    assert.deepEqual({ lines, gone }, { lines: ALL_WELL, gone: 'no target is left' });
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
