import type { WatchEvent, WatchLine } from '../../history/types.ts';
import type { HeaderTexts } from './header-texts.ts';
import { scanHeader } from './scan-op.ts';
import { bytesOf, type Scan } from './scan.ts';
import { END, MOD, scanKeyValue } from './scan-values.ts';

const WATCH = bytesOf('{"t":"watch","id":');
const CLIENT = bytesOf(',"client":');
const MEMBER = bytesOf(',"member":"');
const EPOCH = bytesOf(',"epoch":');
const AT = bytesOf(',"at":');
const EVENTS = bytesOf(',"kind":"events","revision":"');
const LIST = bytesOf(',"events":[');

/** The line of a watch that was told of events; undefined: it has to be read otherwise. */
export function scanWatch(scan: Scan, headers: HeaderTexts): WatchLine | undefined {
  if (!scan.trySkip(WATCH)) return undefined;
  const id = scan.count(1);
  scan.skip(CLIENT);
  const client = scan.count(1);
  scan.skip(MEMBER);
  const member = scan.text();
  scan.skip(EPOCH);
  const epoch = scan.count(1);
  scan.skip(AT);
  const at = scan.count(0);
  scan.skip(EVENTS);
  if (!scan.ok) return undefined;
  const revision = scan.digits();
  scan.skip(LIST);
  const events = scan.list(scanEvent);
  const hdr = scanHeader(scan, headers);
  scan.skip(END);
  if (!scan.endsLine()) return undefined;
  const kind = 'events';
  return hdr === undefined
    ? { t: 'watch', id, client, member, epoch, at, kind, revision, events }
    : { t: 'watch', id, client, member, epoch, at, kind, revision, events, hdr };
}

const PUT = bytesOf('{"type":"put","key":"');
const DELETE = bytesOf('{"type":"delete","key":"');

function scanEvent(scan: Scan): WatchEvent {
  if (scan.trySkip(DELETE)) return scanDelete(scan);
  scan.skip(PUT);
  const { key, value, create, mod, version, lease } = scanKeyValue(scan);
  return { type: 'put', key, value, create, mod, version, lease };
}

function scanDelete(scan: Scan): WatchEvent {
  const key = scan.text();
  scan.skip(MOD);
  const mod = scan.digits();
  scan.skip(END);
  return { type: 'delete', key, mod };
}
