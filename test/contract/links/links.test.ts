import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import type { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { formatDuration, millis, nanos, seconds } from '../../../src/core/duration.ts';
import { freshId } from '../../../src/core/rng.ts';
import { changeTogether } from '../../../src/links/change-together.ts';
import type { Endpoint, Runtime } from '../../../src/runtime/runtime.ts';
import type { Link, Links, Toxic } from '../../../src/links/link.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { startProcessRuntime } from '../../../src/runtime/process.ts';
import { processParts } from '../runtime/parts.ts';
import {
  Greeter,
  greetingOver,
  misspelling,
  nobody,
  refusingOnce,
  silentServer,
} from './stand-ins.ts';

const skip = process.platform === 'linux' ? false : 'local processes need Linux';

describe('links over a real Toxiproxy', { skip, timeout: 60_000 }, () => {
  let folder: string;
  let runtime: Runtime;
  let links: Links;
  const [here, there] = [new Greeter('here'), new Greeter('there')];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doomsday-links-'));
    const parts = await processParts(join(folder, 'work'));
    const run = `links-${freshId()}`;
    runtime = await startProcessRuntime({ run, logDir: folder, clientLinks: 4 }, parts);
    links = openLinks(runtime.toxiproxy);
    await Promise.all([here.open(), there.open()]);
  });
  after(async () => {
    await runtime[Symbol.asyncDispose]();
    await Promise.all([here.close(), there.close()]);
    await rm(folder, { recursive: true });
  });

  const peer = (to: string): Promise<Link> => links.peer({ from: 'm1', to, upstream: here.at });

  test('each kind has its name and its ends', async () => {
    const made = await Promise.all([
      peer('named'),
      links.client({ to: 'named', upstream: here.at }),
      links.disk({ of: 'named', upstream: here.at }),
    ]);
    const facts = made.map(({ name, kind, from, to, fromHarness }) => {
      return { name, kind, from, to, forClients: fromHarness !== undefined };
    });
    assert.deepEqual(facts, [
      { name: 'peer:m1->named', kind: 'peer', from: 'm1', to: 'named', forClients: false },
      { name: 'client:named', kind: 'client', from: undefined, to: 'named', forClients: true },
      { name: 'disk:named', kind: 'disk', from: 'named', to: 'named', forClients: false },
    ]);
    for (const link of made) {
      assert.ok(links.all().includes(link));
      assert.equal(await greetingOver(link.fromMachines), 'here');
    }
  });

  const toxics: [Toxic, Record<string, number>][] = [
    [
      { type: 'latency', latency: millis(20) },
      { latency: 20, jitter: 0 },
    ],
    [{ type: 'bandwidth', kilobytesPerSecond: 64 }, { rate: 64 }],
    [{ type: 'slow_close', delay: seconds(1) }, { delay: 1000 }],
    [{ type: 'timeout', timeout: seconds(0) }, { timeout: 0 }],
    [{ type: 'reset_peer', timeout: millis(5) }, { timeout: 5 }],
    [
      { type: 'slicer', averageBytes: 64, variationBytes: 32, delay: millis(0.01) },
      { average_size: 64, size_variation: 32, delay: 10 },
    ],
    [{ type: 'limit_data', bytes: 100 }, { bytes: 100 }],
  ];
  for (const [toxic, attributes] of toxics) {
    test(`${toxic.type} is held by Toxiproxy as asked, and taken away twice harmlessly`, async () => {
      const link = await peer(toxic.type.replace('_', '-'));
      const applied = await link.add(toxic, 'upstream');
      const { name } = applied;
      const { toxics: held } = await link.state();
      assert.deepEqual(held, [{ name, type: toxic.type, stream: 'upstream', attributes }]);
      await Promise.all([applied.remove(), applied.remove()]);
      await applied.remove();
      assert.deepEqual((await link.state()).toxics, []);
    });
  }

  test('latency is felt', async () => {
    const link = await peer('slow');
    await link.add({ type: 'latency', latency: millis(80) }, 'downstream');
    const clock = startClock();
    assert.equal(await greetingOver(link.fromMachines), 'here');
    assert.ok(clock.now() >= millis(80), formatDuration(clock.now()));
  });

  test('a misspelt attribute is accepted by Toxiproxy and does nothing', async () => {
    const link = await peer('misspelt');
    await link.addRaw({ type: 'latency', stream: 'upstream', attributes: { latancy: 500 } });
    const attributes = (await link.state()).toxics.map((toxic) => toxic.attributes);
    assert.deepEqual(attributes, [{ latency: 0, jitter: 0 }]);
  });

  test('a removal that failed is made anew by the next one', async () => {
    await using door = await refusingOnce(runtime.toxiproxy.control);
    const link = await openLinks({
      control: door.at,
      place: (forClients) => runtime.toxiproxy.place(forClients),
    }).peer({ from: 'm1', to: 'sticky', upstream: here.at });
    const toxic = await link.add({ type: 'latency', latency: millis(20) }, 'upstream');
    const held = async () => (await link.state()).toxics.map(({ name }) => name);
    const both = await Promise.allSettled([toxic.remove(), toxic.remove()]);
    const code = (one: PromiseSettledResult<void>): unknown =>
      one.status === 'rejected' ? (one.reason as DoomsdayError).code : 'removed';
    assert.deepEqual(both.map(code), ['TOXIPROXY_REFUSED', 'TOXIPROXY_REFUSED']);
    assert.deepEqual(await held(), [toxic.name]);
    await toxic.remove();
    assert.deepEqual(await held(), []);
  });

  test('a toxic that Toxiproxy holds otherwise than asked is refused and not left', async () => {
    await using door = await misspelling(runtime.toxiproxy.control);
    const link = await openLinks({
      control: door.at,
      place: (forClients) => runtime.toxiproxy.place(forClients),
    }).peer({ from: 'm1', to: 'garbled', upstream: here.at });
    await assert.rejects(link.add({ type: 'latency', latency: millis(500) }, 'upstream'), {
      code: 'TOXIC_NOT_APPLIED',
    });
    assert.deepEqual((await link.state()).toxics, []);
  });

  test('disabled it refuses, enabled it serves, retargeted it leads elsewhere', async () => {
    const link = await peer('moved');
    await link.disable();
    await assert.rejects(greetingOver(link.fromMachines), { code: 'ECONNREFUSED' });
    assert.equal((await link.state()).enabled, false);
    await link.enable();
    assert.equal(await greetingOver(link.fromMachines), 'here');
    await link.disable();
    await link.retarget(there.at);
    assert.equal((await link.state()).enabled, false, 'a retarget does not open what is closed');
    await link.enable();
    assert.equal(await greetingOver(link.fromMachines), 'there');
  });

  test('changes of one link at the same time are both done', async () => {
    const link = await peer('twice');
    await Promise.all([link.retarget(there.at), link.disable()]);
    const { enabled, upstream } = await link.state();
    assert.deepEqual({ enabled, upstream }, { enabled: false, upstream: text(there.at) });
  });

  test('many links change together, and the window is told', async (t) => {
    const many = await Promise.all(Array.from({ length: 20 }, (_, i) => peer(`many-${i}`)));
    const clock = startClock();
    const { begin, end } = await changeTogether(many, (link) => link.disable(), clock.now);
    const states = await Promise.all(many.map((link) => link.state()));
    assert.ok(states.every((state) => !state.enabled));
    assert.ok(begin >= 0 && end > begin && end <= clock.now());
    t.diagnostic(`20 links within ${formatDuration(nanos(end - begin))}`);
  });

  test('what Toxiproxy refuses is told in its own words', async () => {
    await peer('once');
    await assert.rejects(peer('once'), (error: DoomsdayError) => {
      assert.equal(error.code, 'TOXIPROXY_REFUSED');
      assert.match(error.facts.observed ?? '', /409.*proxy already exists/);
      return true;
    });
  });

  test('a Toxiproxy that does not answer is given up', async () => {
    await using silent = await silentServer();
    const place = (): never => runtime.toxiproxy.place(false) as never;
    const stuck = openLinks({ control: silent.at, place }, millis(100));
    const isSilent = { code: 'TOXIPROXY_SILENT' };
    await assert.rejects(stuck.disk({ of: 'm1', upstream: here.at }), isSilent);
    const gone = openLinks({ control: await nobody(), place });
    await assert.rejects(gone.disk({ of: 'm1', upstream: here.at }), (error: DoomsdayError) => {
      assert.deepEqual([error.code, /ECONNREFUSED/.test(error.render())], [isSilent.code, true]);
      return true;
    });
  });
});

const text = ({ host, port }: Endpoint): string => `${host}:${port}`;
