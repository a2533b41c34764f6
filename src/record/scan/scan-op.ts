import type { Header, OpLine } from '../../history/types.ts';
import type { HeaderTexts } from './header-texts.ts';
import { scanRequest } from './scan-request.ts';
import { bytesOf, type Scan } from './scan.ts';
import { END, scanResponse } from './scan-values.ts';

const OP = bytesOf('{"t":"op",');
const ID = bytesOf('"id":');
const CLIENT = bytesOf(',"client":');
const MEMBER = bytesOf(',"member":"');
const EPOCH = bytesOf(',"epoch":');
const CALL = bytesOf(',"call":');
const RET = bytesOf(',"ret":');
const OK = bytesOf(',"outcome":"ok"');
const REQ = bytesOf(',"req":');
const RES = bytesOf(',"res":');
const HDR = bytesOf(',"hdr":');
const CONNECT = bytesOf(',"connectNs":');
const PROBE = bytesOf(',"probe":true');

type Draft = { -readonly [Name in keyof OpLine]: OpLine[Name] };

/** A place in a chunk of the file: from its first byte up to, and without, the last. */
export interface Span {
  readonly from: number;
  readonly end: number;
}

/** An answered call, and where its line says what the line of the call says too. */
export interface ScannedOp {
  readonly op: OpLine;
  readonly fields: Span;
  readonly req: Span;
}

/** The line of an answered call up to its line end; undefined: it has to be read otherwise. */
export function scanOp(scan: Scan, headers: HeaderTexts): ScannedOp | undefined {
  if (!scan.trySkip(OP)) return undefined;
  const from = scan.at;
  scan.skip(ID);
  const id = scan.count(1);
  scan.skip(CLIENT);
  const client = scan.count(1);
  scan.skip(MEMBER);
  const member = scan.text();
  scan.skip(EPOCH);
  const epoch = scan.count(1);
  scan.skip(CALL);
  const call = scan.count(0);
  const fields = { from, end: scan.at };
  scan.skip(RET);
  const ret = scan.count(0);
  scan.skip(OK);
  const reqFrom = scan.at;
  scan.skip(REQ);
  if (!scan.ok) return undefined;
  const req = scanRequest(scan);
  const reqEnd = scan.at;
  scan.skip(RES);
  if (!scan.ok) return undefined;
  const res = scanResponse(scan);
  const hdr = scanHeader(scan, headers);
  const op: OpLine =
    hdr === undefined
      ? { t: 'op', id, client, member, epoch, call, ret, outcome: 'ok', req, res }
      : { t: 'op', id, client, member, epoch, call, ret, outcome: 'ok', req, res, hdr };
  const whole = scanRare(scan, op);
  if (!scan.endsLine()) return undefined;
  return { op: whole, fields, req: { from: reqFrom, end: reqEnd } };
}

export function scanHeader(scan: Scan, headers: HeaderTexts): Header | undefined {
  return scan.trySkip(HDR) ? headers.scan(scan) : undefined;
}

/** What only some calls have, behind all else. */
function scanRare(scan: Scan, op: Draft): OpLine {
  if (scan.trySkip(CONNECT)) op.connectNs = scan.count(0);
  if (scan.trySkip(PROBE)) op.probe = true;
  scan.skip(END);
  return op;
}
