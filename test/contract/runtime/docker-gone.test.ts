import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { formatDuration, nanos, seconds } from '../../../src/core/duration.ts';
import { freshId } from '../../../src/core/rng.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { connectEngine } from '../../../src/runtime/docker-engine.ts';
import { removeRun } from '../../../src/runtime/remove-run.ts';
import { singleMember } from './single-member.ts';
import { dockerSubject } from './subject.ts';

const ENGINE = '/var/run/docker.sock';

/** Stands between us and the engine, so that the engine can vanish for us alone. */
class EngineDoor implements AsyncDisposable {
  readonly path: string;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((inside) => this.#join(inside, connect(ENGINE)));

  constructor(path: string) {
    this.path = path;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.path, resolve));
  }

  async reopen(): Promise<void> {
    if (!this.#server.listening) await this.open();
  }

  /** Closes the socket and every connection: the engine has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(inside: Socket, outside: Socket): void {
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
      from.pipe(to);
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DoomsdayError && error.code === 'DOCKER_GONE' && error.exit === 4;
}

function isLeftBehind(error: unknown): boolean {
  return error instanceof DoomsdayError && error.code === 'LEFT_BEHIND';
}

const answers = await new Promise<boolean>((resolve) => {
  const knock = connect(ENGINE, () => resolve(true)).on('error', () => resolve(false));
  knock.on('connect', () => knock.end());
});
const skip = answers ? false : `no Docker engine: nobody listens on ${ENGINE}`;

test('an engine that vanishes is told as such, and the end does not hang', { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-gone-'));
  const door = new EngineDoor(join(folder, 'docker.sock'));
  await door.open();
  process.env['DOCKER_HOST'] = `unix://${door.path}`;
  const subject = await dockerSubject(folder);
  const run = `gone-${freshId()}`;
  const runtime = await subject.start({ run, logDir: join(folder, 'logs', run), clientLinks: 1 });
  const { machine, plan } = await singleMember(runtime, openLinks(runtime.toxiproxy), 'm1');
  await machine.start(plan);
  t.after(async () => {
    await door.reopen();
    await runtime[Symbol.asyncDispose]().then(undefined, () => undefined);
    await removeRun(await connectEngine(), run);
    assert.deepEqual(await subject.leftOf(run), []);
    await door[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  await door[Symbol.asyncDispose]();
  await assert.rejects(machine.tool('etcdctl', ['version'], seconds(5)), isGone);
  await assert.rejects(machine.exited(), isGone);
  await assert.rejects(connectEngine(), isGone);
  const clock = startClock();
  await assert.rejects(async () => await runtime[Symbol.asyncDispose](), isLeftBehind);
  const took = nanos(clock.now());
  assert.ok(took < seconds(45), formatDuration(took));
});
