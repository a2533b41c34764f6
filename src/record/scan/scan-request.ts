import type { Compare, PlainRequest, Request } from '../../history/types.ts';
import { bytesOf, INT64_DIGITS, type Scan } from './scan.ts';
import { END, scanBoolean } from './scan-values.ts';

const OP = bytesOf('{"op":"');
const PUT = bytesOf('put","key":"');
const GET = bytesOf('get","key":"');
const DELETE = bytesOf('delete","key":"');
const RANGE = bytesOf('range","key":"');
const TXN = bytesOf('txn","compares":[');
const THEN = bytesOf(',"then":[');
const ELSE = bytesOf(',"else":[');
const VALUE = bytesOf(',"value":"');
const LEASE = bytesOf(',"lease":"');
const RANGE_END = bytesOf(',"end":"');
const LIMIT = bytesOf(',"limit":');
const SERIALIZABLE = bytesOf(',"serializable":');

/** The requests that a load is made of; leases, compactions and old reads are few. */
export function scanRequest(scan: Scan): Request {
  const from = scan.at;
  scan.skip(OP);
  if (!scan.trySkip(TXN)) {
    scan.at = from;
    return scanPlainRequest(scan);
  }
  const compares = scan.list(scanCompare);
  scan.skip(THEN);
  const then = scan.list(scanPlainRequest);
  scan.skip(ELSE);
  const otherwise = scan.list(scanPlainRequest);
  scan.skip(END);
  return { op: 'txn', compares, then, else: otherwise };
}

function scanPlainRequest(scan: Scan): PlainRequest {
  scan.skip(OP);
  if (scan.trySkip(PUT)) return scanPut(scan);
  if (scan.trySkip(GET)) return scanGet(scan);
  if (scan.trySkip(DELETE)) return scanDelete(scan);
  scan.skip(RANGE);
  return scanRange(scan);
}

function scanPut(scan: Scan): PlainRequest {
  const key = scan.text();
  scan.skip(VALUE);
  const value = scan.text();
  if (scan.trySkip(END)) return { op: 'put', key, value };
  scan.skip(LEASE);
  const lease = scan.digits(INT64_DIGITS);
  scan.skip(END);
  return { op: 'put', key, value, lease };
}

function scanGet(scan: Scan): PlainRequest {
  const key = scan.text();
  if (scan.trySkip(END)) return { op: 'get', key };
  scan.skip(SERIALIZABLE);
  const serializable = scanBoolean(scan);
  scan.skip(END);
  return { op: 'get', key, serializable };
}

function scanDelete(scan: Scan): PlainRequest {
  const key = scan.text();
  if (scan.trySkip(END)) return { op: 'delete', key };
  scan.skip(RANGE_END);
  const end = scan.text();
  scan.skip(END);
  return { op: 'delete', key, end };
}

function scanRange(scan: Scan): PlainRequest {
  const key = scan.text();
  scan.skip(RANGE_END);
  const end = scan.text();
  if (scan.trySkip(END)) return { op: 'range', key, end };
  scan.skip(LIMIT);
  const limit = scan.count(0);
  if (scan.trySkip(END)) return { op: 'range', key, end, limit };
  scan.skip(SERIALIZABLE);
  const serializable = scanBoolean(scan);
  scan.skip(END);
  return { op: 'range', key, end, limit, serializable };
}

const COMPARED = bytesOf('{"key":"');
const TARGET = bytesOf(',"target":"');
const RESULT = bytesOf(',"result":"');
const TARGETS = new Set<unknown>(['value', 'mod', 'create', 'version', 'lease']);
const RESULTS = new Set<unknown>(['=', '!=', '<', '>']);

function scanCompare(scan: Scan): Compare {
  scan.skip(COMPARED);
  const key = scan.text();
  scan.skip(TARGET);
  const target = scan.text() as Compare['target'];
  scan.skip(RESULT);
  const result = scan.text() as Compare['result'];
  scan.skip(VALUE);
  const value = scan.text();
  scan.skip(END);
  if (!TARGETS.has(target) || !RESULTS.has(result)) scan.ok = false;
  return { key, target, result, value };
}
