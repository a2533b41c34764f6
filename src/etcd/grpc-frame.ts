import { constants, type IncomingHttpHeaders } from 'node:http2';
import { toMillis, type Duration } from '../core/duration.ts';
import type { CallError } from '../history/types.ts';

/** gRPC's status codes by number. Source: https://grpc.io/docs/guides/status-codes/ */
const CODES = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND'],
  ...['ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION'],
  ...['ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'],
  'UNAUTHENTICATED',
];

const PREFIX = 5;

/** The request headers of a call. gRPC allows eight digits of time; a longer one is cut to them. */
export function requestHeaders(
  path: string,
  within: Duration,
  token?: string,
): Record<string, string> {
  const millis = Math.min(99_999_999, Math.max(1, Math.ceil(toMillis(within))));
  return {
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    'user-agent': 'etcd-doomsday',
    'grpc-timeout': `${millis}m`,
    ...(token === undefined ? {} : { token }),
  };
}

/** One message with gRPC's prefix: not compressed, four bytes of length. */
export function frame(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  message.copy(framed, PREFIX);
  return framed;
}

/** The first message of an answer's body; undefined when there is no whole, plain one. */
export function unframe(body: Buffer): Buffer | undefined {
  if (body.length < PREFIX || body[0] !== 0) return undefined;
  const end = PREFIX + body.readUInt32BE(1);
  return body.length < end ? undefined : body.subarray(PREFIX, end);
}

/** What etcd said in its headers or trailers; undefined for success and when nothing was said. */
export function statusError(headers: IncomingHttpHeaders): CallError | undefined {
  const status = headers['grpc-status'];
  if (status === undefined || status === '0') return undefined;
  const code = CODES[Number(status)] ?? `CODE_${String(status)}`;
  return { code, message: decodeMessage(String(headers['grpc-message'] ?? '')) };
}

/** Why a stream ended before etcd had answered. */
export function brokenStream(rstCode: number | undefined, cause: Error | undefined): CallError {
  if (rstCode === constants.NGHTTP2_REFUSED_STREAM) {
    return { code: 'UNAVAILABLE', message: 'Stream refused by server' };
  }
  const why = cause === undefined ? `stream ended with code ${rstCode}` : cause.message;
  return { code: 'UNAVAILABLE', message: `Connection dropped: ${why}` };
}

/** gRPC writes bytes outside of printable ASCII as %XX. */
function decodeMessage(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
