import { once } from 'node:events';
import { createServer as createHttpServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Endpoint } from '../../../src/runtime/runtime.ts';

const HOST = '127.0.0.1';

/** A server that says its name to whoever connects. */
export class Greeter {
  readonly #server: Server;

  constructor(name: string) {
    this.#server = createServer((socket) => socket.on('error', () => undefined).end(name));
  }

  async open(): Promise<void> {
    await once(this.#server.listen(0, HOST), 'listening');
  }

  get at(): Endpoint {
    return addressOf(this.#server);
  }

  async close(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** What the server behind `at` says. @throws the socket's error. */
export async function greetingOver({ host, port }: Endpoint): Promise<string> {
  return await text(connect({ host, port }));
}

interface StandIn extends AsyncDisposable {
  readonly at: Endpoint;
}

/** An address that nobody listens on any more. */
export async function nobody(): Promise<Endpoint> {
  const gone = new Greeter('gone');
  await gone.open();
  const { at } = gone;
  await gone.close();
  return at;
}

/** Takes connections and never answers. */
export async function silentServer(): Promise<StandIn> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => sockets.add(socket));
  await once(server.listen(0, HOST), 'listening');
  return {
    at: addressOf(server),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Stands before a real Toxiproxy and misspells `latency` on the way to it. */
export const misspelling = (toxiproxy: Endpoint): Promise<StandIn> =>
  inFrontOf(toxiproxy, (_, body) => body.replace('"latency":5', '"latancy":5'));

/** Stands before a real Toxiproxy and refuses the first removal on the way to it. */
export function refusingOnce(toxiproxy: Endpoint): Promise<StandIn> {
  let refused = false;
  return inFrontOf(toxiproxy, (method, body) => {
    if (method !== 'DELETE' || refused) return body;
    refused = true;
    return undefined;
  });
}

/** Hands requests on with the body that `meddle` makes of theirs; undefined = refused (503). */
async function inFrontOf(
  toxiproxy: Endpoint,
  meddle: (method: string | undefined, body: string) => string | undefined,
): Promise<StandIn> {
  const pass = (asked: IncomingMessage, answer: ServerResponse, body: string): void => {
    const { method, url: path } = asked;
    const changed = meddle(method, body);
    if (changed === undefined) {
      answer.writeHead(503).end('not now');
      return;
    }
    const passed = request({ ...toxiproxy, method, path, agent: false }, (real) => {
      answer.writeHead(real.statusCode ?? 500);
      real.pipe(answer);
    });
    passed.end(changed);
  };
  const server = createHttpServer((asked, answer) => {
    text(asked).then(
      (body) => pass(asked, answer, body),
      (error: Error) => answer.destroy(error),
    );
  });
  await once(server.listen(0, HOST), 'listening');
  return {
    at: addressOf(server),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const addressOf = (server: Server): Endpoint => ({
  host: HOST,
  port: (server.address() as AddressInfo).port,
});
