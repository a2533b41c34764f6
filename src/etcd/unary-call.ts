import { constants, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import type { Duration } from '../core/duration.ts';
import type { CallError } from '../history/types.ts';
import { brokenStream, requestHeaders, statusError, unframe } from './grpc-frame.ts';

/** One call: a method's path and its framed message. */
export interface UnaryRequest {
  readonly path: string;
  readonly body: Buffer;
  readonly within: Duration;
  readonly token?: string;
}

/** How a call ended: with a message, or with an error. Called once. */
export type UnaryDone = (error: CallError | undefined, message: Buffer | undefined) => void;

/**
 * Sends one call on a session that is up. The deadline is the caller's own: the time that it waited
 * for the session counts. @returns a function that gives the call up, as CANCELLED.
 */
export function sendUnary(
  session: ClientHttp2Session,
  { path, body, within, token }: UnaryRequest,
  done: UnaryDone,
): (error: CallError) => void {
  const stream = session.request(requestHeaders(path, within, token));
  const chunks: Buffer[] = [];
  let said: IncomingHttpHeaders | undefined;
  let cause: Error | undefined;
  let open = true;
  const finish = (error: CallError | undefined): void => {
    if (!open) return;
    open = false;
    const message = error === undefined ? unframe(joined(chunks)) : undefined;
    if (message !== undefined) return done(undefined, message);
    done(error ?? { code: 'INTERNAL', message: 'an answer without a whole message' }, undefined);
  };
  stream.on('response', (headers) => {
    if (headers['grpc-status'] !== undefined) said = headers;
    else if (headers[':status'] !== 200) cause = new Error(`HTTP status ${headers[':status']}`);
  });
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('trailers', (headers) => (said = headers));
  stream.on('error', (error) => (cause = error));
  stream.on('end', () => said !== undefined && finish(statusError(said)));
  stream.on('close', () =>
    finish(said === undefined ? brokenStream(stream.rstCode, cause) : statusError(said)),
  );
  stream.end(body);
  return (error) => {
    finish(error);
    stream.close(constants.NGHTTP2_CANCEL);
  };
}

const joined = (chunks: Buffer[]): Buffer =>
  chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
