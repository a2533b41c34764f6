import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Server } from 'node:net';
import { frame } from '../../src/etcd/grpc-frame.ts';

export const OK_HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

/** An HTTP/2 server that does as told with every call: what a real etcd does only on a bad day. */
export function http2StandIn(
  act: (stream: ServerHttp2Stream, session: ServerHttp2Session) => void,
): Server {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined).resume();
    act(stream, stream.session as ServerHttp2Session);
  });
  return server;
}

/** A gRPC answer with an empty message. */
export function answerEmpty(stream: ServerHttp2Stream): void {
  stream.respond(OK_HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(frame(Buffer.alloc(0)));
}
