import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { deadline } from '../../../src/core/deadline.ts';
import type { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { freshId } from '../../../src/core/rng.ts';
import type { Links } from '../../../src/links/link.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import type { Endpoint, ExitInfo, Machine, Runtime } from '../../../src/runtime/runtime.ts';
import { startHarness } from './harness.ts';
import {
  etcdctl,
  flags,
  isHealthy,
  peerUrl,
  answersAt,
  serves,
  singleMember,
  upstream,
  type SingleMember,
} from './single-member.ts';
import type { Subject } from './subject.ts';
import { VERSION } from './parts.ts';

/** What a runtime is: every runtime passes the same tests. */
export function runtimeContract(kind: string, make: (folder: string) => Promise<Subject>): void {
  describe(`the ${kind} runtime`, { timeout: 180_000 }, () => {
    let folder: string;
    let subject: Subject;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), `doomsday-${kind}-`));
      subject = await make(folder);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    const planOf = (run: string) => ({
      run,
      logDir: join(folder, 'logs', run),
      clientLinks: 3,
    });

    describe('one run', () => {
      const run = `contract-${freshId()}`;
      let runtime: Runtime;
      let links: Links;
      let solo: SingleMember;

      before(async () => {
        runtime = await subject.start(planOf(run));
        links = openLinks(runtime.toxiproxy);
        solo = await singleMember(runtime, links, 'solo');
        await solo.machine.start(solo.plan);
        await serves(solo);
      });
      after(async () => {
        await runtime[Symbol.asyncDispose]();
        assert.deepEqual(await subject.leftOf(run), [], 'something is left after the run');
      });

      test('a member serves over its links, tools run beside it', async () => {
        assert.equal(solo.machine.state, 'running');
        assert.equal(await etcdctl(solo.machine, 'put', 'color', 'blue'), 'OK\n');
        assert.equal(await etcdctl(solo.machine, 'get', 'color'), 'color\nblue\n');
        const { code, stderr } = await solo.machine.tool('etcdctl', ['no-such'], seconds(10));
        assert.equal(code, 1);
        assert.match(stderr, /unknown command "no-such"/);
      });

      test('the machine can be asked directly', async () => {
        await answersAt(await solo.machine.endpoint('client'));
      });

      test('the gate counts fsyncs and what they cost', async () => {
        const before = await solo.machine.gateStatus();
        await etcdctl(solo.machine, 'put', 'counted', 'yes');
        const { fsyncsSeen, fsyncsFailed, heldTotalNs, pid } = await solo.machine.gateStatus();
        assert.ok(fsyncsSeen > before.fsyncsSeen, `${before.fsyncsSeen} -> ${fsyncsSeen}`);
        assert.ok(heldTotalNs > before.heldTotalNs);
        assert.deepEqual([fsyncsFailed, pid === before.pid], [0, true]);
      });

      test('a round trip is made from the machine, and says when none comes back', async () => {
        const spare = await links.disk({ of: 'spare', upstream: upstream(solo.machine, 'echo') });
        const trip = async () => {
          const { ok, error } = await solo.machine.gateTrip(
            spare.fromMachines,
            'echo',
            millis(300),
          );
          return { ok, error };
        };
        assert.deepEqual(await trip(), { ok: true, error: undefined });
        const silence = await spare.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
        assert.match((await trip()).error ?? '', /timeout/);
        await silence.remove();
        assert.deepEqual(await trip(), { ok: true, error: undefined });
        await spare.disable();
        assert.match((await trip()).error ?? '', /refused/);
      });

      test('an fsync that its link holds is told by the gate', async () => {
        const stall = await solo.disk.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
        const put = etcdctl(solo.machine, 'put', 'stalled', 'yes');
        await eventually(
          'an fsync is held for 100 ms',
          async () => (await solo.machine.gateStatus()).oldestHeldNs > millis(100),
          { within: seconds(5) },
        );
        await stall.remove();
        assert.equal(await put, 'OK\n');
      });

      test('paused it is silent but its gate answers; resumed it serves', async () => {
        const at = await solo.machine.endpoint('client');
        await solo.machine.pause();
        assert.deepEqual([solo.machine.state, await isHealthy(at)], ['paused', false]);
        assert.ok((await solo.machine.gateStatus()).pid > 0);
        await solo.machine.resume();
        assert.equal(solo.machine.state, 'running');
        await answersAt(at);
      });

      test('stopped and started again it has its data', async () => {
        const running = solo.machine.exited();
        const exit = await solo.machine.stop(seconds(10));
        assert.deepEqual(exit, { code: null, signal: 'SIGTERM', asked: true });
        assert.deepEqual(await running, exit);
        assert.equal(solo.machine.state, 'stopped');
        await assert.rejects(solo.machine.gateStatus());
        await solo.machine.start(solo.plan);
        await serves(solo);
        assert.equal(await etcdctl(solo.machine, 'get', 'color'), 'color\nblue\n');
      });

      test('killed, even while paused, it can start at once with other flags', async () => {
        await solo.machine.pause();
        const exit = await solo.machine.kill();
        assert.deepEqual(exit, { code: null, signal: 'SIGKILL', asked: true });
        await solo.machine.start({
          ...solo.plan,
          flags: [...solo.plan.flags, '--log-level=debug'],
        });
        await serves(solo);
        assert.equal(await etcdctl(solo.machine, 'get', 'color'), 'color\nblue\n');
      });

      test('CPU time grows with what etcd has to do', async () => {
        const before = (await solo.machine.cpuNs()) ?? 0;
        await etcdctl(solo.machine, 'get', 'color');
        const after = (await solo.machine.cpuNs()) ?? 0;
        assert.ok(0 < before && before < after && after < 600e9, `${before} ns, then ${after} ns`);
      });

      test('a data dir can be restored before the first start', async () => {
        const fresh = await singleMember(runtime, links, 'fresh');
        const [saved, here] = [`${solo.machine.scratchDir}/s.db`, join(folder, 's.db')];
        assert.match(await etcdctl(solo.machine, 'snapshot', 'save', saved), /Snapshot saved/);
        await solo.machine.getFile(saved, here);
        const there = `${fresh.machine.scratchDir}/s.db`;
        await fresh.machine.putFile(here, there);
        const restored = await fresh.machine.tool(
          'etcdutl',
          restore(fresh.machine, there),
          seconds(20),
        );
        assert.deepEqual([restored.code, restored.stdout], [0, ''], restored.stderr);
        await fresh.machine.start(fresh.plan);
        await serves(fresh);
        assert.equal(await etcdctl(fresh.machine, 'get', 'color'), 'color\nblue\n');
        await dies(fresh);
        await isLost(fresh.machine);
      });

      test('members dial each other over their links', async () => {
        const [a, b] = await Promise.all(
          ['pair-a', 'pair-b'].map((name) => runtime.machine({ name, version: VERSION })),
        );
        const facts = [a, b].map((machine) => machine?.address);
        assert.equal(new Set(facts.map((address) => address?.host)).size, 2);
        assert.equal(new Set(facts.map((address) => address?.ports.peer)).size, 2);
        await startPair(links, [a as Machine, b as Machine]);
        for (const machine of [a, b] as Machine[]) {
          await eventually(
            `${machine.name} has rewritten dials and serves`,
            async () => {
              const { connectsRewritten } = await machine.gateStatus();
              return connectsRewritten > 0 && (await isHealthy(await machine.endpoint('client')));
            },
            { within: seconds(20) },
          );
        }
        await Promise.all([a?.lose(), b?.lose()]);
      });

      test('a gate that cannot start etcd is reported with its last lines', async () => {
        const machine = await runtime.machine({ name: 'nowhere', version: VERSION });
        const routes = [{ port: 0, to: { host: '127.0.0.1', port: 1 } }];
        const start = machine.start({ flags: [], routes });
        await assert.rejects(start, (error: DoomsdayError) => {
          assert.equal(error.code, 'ETCD_DID_NOT_START');
          assert.match(error.render(), /exit code 125[^]*is no route/);
          return true;
        });
        assert.equal(machine.state, 'stopped');
      });

      test('an etcd that ends at once is an exit nobody asked for, with its last lines', async () => {
        const machine = await runtime.machine({ name: 'wrong', version: VERSION });
        await machine.start({ flags: ['--no-such-flag'], routes: [] }).catch(() => undefined);
        assert.deepEqual(await machine.exited(), { code: 2, signal: null, asked: false });
        assert.match(await machine.logTail(1), /no-such-flag/);
      });

      test('each machine and Toxiproxy have a log file', async () => {
        const { logDir } = planOf(run);
        const log = await readFile(join(logDir, 'solo.log'), 'utf8');
        assert.match(log, /ready to serve client requests/);
        assert.match(await solo.machine.logTail(5), /^(.+\n){4}.+$/);
        assert.match(await readFile(join(logDir, 'toxiproxy.log'), 'utf8'), /Started proxy/);
      });

      test('lost it is gone for good', async () => {
        await isLost(solo.machine);
        assert.equal(await isHealthy(solo.client.fromHarness as Endpoint), false);
      });
    });

    test('a start that fails half-way leaves nothing', async () => {
      const run = `broken-${freshId()}`;
      await assert.rejects(subject.startBroken(planOf(run)));
      assert.deepEqual(await subject.leftOf(run), []);
    });

    test('an end of Toxiproxy that nobody asked for is news', async () => {
      const run = `toxiproxy-${freshId()}`;
      await using runtime = await subject.start(planOf(run));
      const died = runtime.toxiproxy.died();
      await subject.killToxiproxy(run);
      const late = (): Error => new Error('nobody told');
      const why = await deadline(seconds(10), late, () => died);
      assert.match(why, /^Toxiproxy ended \(SIGKILL\); its last lines:\n.*HTTP server/s);
    });

    test('disposed in the middle of a start, nothing is left and nothing more is made', async () => {
      const run = `hasty-${freshId()}`;
      const runtime = await subject.start(planOf(run));
      const member = await singleMember(runtime, openLinks(runtime.toxiproxy), 'hasty');
      const starting = member.machine.start(member.plan).catch((error: Error) => error);
      await runtime[Symbol.asyncDispose]();
      await starting;
      assert.deepEqual(await subject.leftOf(run), []);
      await assert.rejects(
        runtime.machine({ name: 'late', version: VERSION }),
        /after the run's end/,
      );
      await assert.rejects(member.machine.start(member.plan));
    });

    test('what a killed harness left is swept, a living one is left alone', async () => {
      await using dead = await startHarness(subject.kind, folder, 'ready');
      await using alive = await startHarness(subject.kind, folder, 'ready');
      const began = await subject.leftOf(alive.run);
      await dead.kill();
      if (subject.diesWithHarness) {
        const gone = async () => (await subject.leftOf(dead.run)).join() === `folder ${dead.run}`;
        await eventually('only the folder is left', gone, { within: seconds(5) });
      }
      assert.deepEqual(
        (await subject.sweep()).filter((run) => [dead.run, alive.run].includes(run)),
        [dead.run],
      );
      assert.deepEqual(await subject.leftOf(dead.run), []);
      assert.deepEqual((await subject.leftOf(alive.run)).toSorted(), began.toSorted());
      await alive.end();
      assert.deepEqual(await subject.leftOf(alive.run), []);
    });
  });
}

function restore(machine: Machine, snapshot: string): string[] {
  const { name, dataDir } = machine;
  const cluster = [`--initial-cluster=${name}=${peerUrl(machine)}`];
  const own = [`--name=${name}`, `--initial-advertise-peer-urls=${peerUrl(machine)}`];
  return ['snapshot', 'restore', snapshot, `--data-dir=${dataDir}`, ...cluster, ...own];
}

/** Without its disk link every fsync fails, and etcd gives up: nobody asked for this end. */
async function dies({ machine, disk }: SingleMember): Promise<void> {
  const exit = machine.exited();
  await disk.disable();
  await etcdctl(machine, 'put', 'last', 'straw').catch(() => undefined); // it may die meanwhile
  const late = (): Error => new Error('etcd lives on without its disk');
  const observed: ExitInfo = await deadline(seconds(10), late, () => exit);
  assert.deepEqual(observed, { code: 1, signal: null, asked: false });
  assert.equal(machine.state, 'stopped');
}

async function isLost(machine: Machine): Promise<void> {
  await machine.lose();
  await machine.lose();
  assert.deepEqual([machine.state, await machine.volumeExists()], ['lost', false]);
  await assert.rejects(machine.tool('etcdctl', ['version'], seconds(5)), /it is lost/);
  await assert.rejects(machine.start({ flags: [], routes: [] }), /it is lost/);
}

async function startPair(links: Links, pair: readonly [Machine, Machine]): Promise<void> {
  const [a, b] = pair;
  await Promise.all(
    [
      [a, b],
      [b, a],
    ].map(async ([from, to]) => {
      const [dialler, target] = [from as Machine, to as Machine];
      const link = await links.peer({
        from: dialler.name,
        to: target.name,
        upstream: upstream(target, 'peer'),
      });
      const routes = [{ port: target.address.ports.peer, to: link.fromMachines }];
      await dialler.start({ flags: flags(dialler, pair), routes });
    }),
  );
}
