import type { KeyValue, PlainResponse, Response } from '../../history/types.ts';
import { bytesOf, INT64_DIGITS, type Scan } from './scan.ts';

const KEY = bytesOf('{"key":"');
const VALUE = bytesOf(',"value":"');
const CREATE = bytesOf(',"create":"');
export const MOD = bytesOf(',"mod":"');
const VERSION = bytesOf(',"version":"');
const LEASE = bytesOf(',"lease":"');
export const END = bytesOf('}');

/** A key with what it holds, from the text of its key on. */
export function scanKeyValue(scan: Scan): KeyValue {
  const key = scan.text();
  scan.skip(VALUE);
  const value = scan.text();
  scan.skip(CREATE);
  const create = scan.digits();
  scan.skip(MOD);
  const mod = scan.digits();
  scan.skip(VERSION);
  const version = scan.digits();
  scan.skip(LEASE);
  const lease = scan.digits(INT64_DIGITS);
  scan.skip(END);
  return { key, value, create, mod, version, lease };
}

function scanListed(scan: Scan): KeyValue {
  scan.skip(KEY);
  return scanKeyValue(scan);
}

const REV = bytesOf('{"rev":"');
const COUNT = bytesOf('"count":');
const MORE = bytesOf(',"more":true');
const KVS = bytesOf(',"kvs":[');
const DELETED = bytesOf('"deleted":');
const SUCCEEDED = bytesOf('"succeeded":');
const RESPONSES = bytesOf(',"responses":[');
const TRUE = bytesOf('true');
const FALSE = bytesOf('false');
const OPEN = bytesOf('{');
const NEXT = bytesOf(',');

export function scanResponse(scan: Scan): Response {
  scan.skip(REV);
  const rev = scan.digits();
  if (scan.trySkip(END)) return { rev };
  scan.skip(NEXT);
  if (scan.trySkip(COUNT)) {
    const { count, more, kvs } = scanShown(scan);
    return more ? { rev, count, more, kvs } : { rev, count, kvs };
  }
  if (scan.trySkip(DELETED)) return { rev, deleted: lastCount(scan) };
  scan.skip(SUCCEEDED);
  const succeeded = scanBoolean(scan);
  scan.skip(RESPONSES);
  const responses = scan.list(scanPart);
  scan.skip(END);
  return { rev, succeeded, responses };
}

/** An answer inside a txn. */
function scanPart(scan: Scan): PlainResponse {
  scan.skip(OPEN);
  if (scan.trySkip(END)) return {};
  if (scan.trySkip(DELETED)) return { deleted: lastCount(scan) };
  scan.skip(COUNT);
  const { count, more, kvs } = scanShown(scan);
  return more ? { count, more, kvs } : { count, kvs };
}

function scanShown(scan: Scan): { count: number; more: boolean; kvs: KeyValue[] } {
  const count = scan.count(0);
  const more = scan.trySkip(MORE);
  scan.skip(KVS);
  const kvs = scan.list(scanListed);
  scan.skip(END);
  return { count, more, kvs };
}

function lastCount(scan: Scan): number {
  const count = scan.count(0);
  scan.skip(END);
  return count;
}

export function scanBoolean(scan: Scan): boolean {
  if (scan.trySkip(TRUE)) return true;
  scan.skip(FALSE);
  return false;
}
