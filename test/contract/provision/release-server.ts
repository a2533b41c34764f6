import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of release files on loopback: real HTTP, and every way that it can go wrong. */
export interface ReleaseServer extends AsyncDisposable {
  readonly base: string;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
}

export type Answer = (response: ServerResponse) => void;

export const whole =
  (body: Buffer | string): Answer =>
  (response) =>
    response.end(body);

/** Promises all of it, sends half of it, and hangs up. */
export const truncated =
  (body: Buffer): Answer =>
  (response) => {
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  };

export const hangUp: Answer = (response) => response.destroy();

const notFound: Answer = (response) => response.writeHead(404).end('Not Found');

export const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

export async function releaseServer(
  files: Readonly<Record<string, Answer>>,
  otherwise: Answer = notFound,
): Promise<ReleaseServer> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = files[path] ?? otherwise;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
