import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Dockerode from 'dockerode';

/** Collects what is written, as text. */
export class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/**
 * Splits a stream of the engine into the two outputs.
 * @returns resolves when the output has ended, i.e. its process has; never rejects.
 */
export async function demuxed(
  docker: Dockerode,
  stream: NodeJS.ReadableStream,
  { out, err }: { out: Writable; err: Writable },
): Promise<void> {
  docker.modem.demuxStream(stream, out, err);
  await finished(stream, { writable: false }).catch(() => undefined); // the engine has gone
}

/** Appends both outputs of a container to a log file. Begun before the start, it misses nothing. */
export async function followToFile(
  docker: Dockerode,
  container: string,
  file: string,
): Promise<{ ended: Promise<void> }> {
  const log = createWriteStream(file, { flags: 'a' });
  const stream = await docker.getContainer(container).attach({
    stream: true,
    stdout: true,
    stderr: true,
  });
  return { ended: written(demuxed(docker, stream, { out: log, err: log }), log) };
}

async function written(output: Promise<void>, log: Writable): Promise<void> {
  await output;
  log.end();
  await finished(log).catch(() => undefined); // a full disk; the exit is told all the same
}
