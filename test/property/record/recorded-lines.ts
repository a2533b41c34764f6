import { seededRng, type Rng } from '../../../src/core/rng.ts';
import type { InvokeLine, Line, OpLine, WatchLine } from '../../../src/history/types.ts';
import { ToyCluster } from '../checker/toy-cluster.ts';

const hdr = { cluster: 'dbca26655f3dd01a', member: '63e697a138c325c3', term: '2' };
const OPTIONS = { ops: 12, keys: 5, lostPercent: 10, watched: true, restores: 0, expiry: true };

/** The lines of a small record, field by field in the order in which the recorder writes them. */
export function recordedLines(seed: string): Line[] {
  const rng = seededRng(seed);
  const { header, ops, watches, states } = new ToyCluster({ ...OPTIONS, seed }).record();
  const told = watches.map((line) => (rng.int(0, 1) === 0 ? line : withoutPrevious(line)));
  const lines: Line[] = [header];
  for (const op of ops) {
    const at = rng.int(Math.max(1, lines.length - 4), lines.length);
    const [call, answer] = recorded(op, rng);
    if (rng.int(0, 4) > 0) lines.splice(at, 0, call);
    if (rng.int(0, 9) > 0) lines.push(answer);
    if (rng.int(0, 2) === 0) lines.push(...told.splice(0, 1));
  }
  return [...lines, ...told, ...states, { t: 'end', at: 1, dropped: 0 }];
}

function recorded(op: OpLine, rng: Rng): [InvokeLine, OpLine] {
  const { id, client, member, epoch, call, ret, outcome, req, res } = op;
  const who = { id, client, member, epoch, call };
  const probe = rng.int(0, 5) === 0 ? { probe: true as const } : {};
  const seen = rng.int(0, 1) === 0 ? {} : { hdr };
  const connect = rng.int(0, 5) === 0 ? { connectNs: rng.int(0, 1000) } : {};
  const answer: OpLine = { t: 'op', ...who, ret, outcome, req, res, ...seen, ...connect, ...probe };
  return [{ t: 'invoke', ...who, req, ...probe }, answer];
}

function withoutPrevious(line: WatchLine): WatchLine {
  if (line.events === undefined) return line;
  const events = line.events.map((event) => {
    const { prev: _, ...rest } = event;
    return rest;
  });
  return { ...line, events };
}

const OTHERS = '019.eE+-"{}[],:\\ \t';

/** One byte, or a few in a row, are others, are gone or come twice. */
export function harmed(line: Buffer, rng: Rng): Buffer {
  const at = rng.int(0, line.length - 1);
  const kept = line.subarray(0, at);
  const bytes = line.subarray(at, at + rng.int(1, 4));
  const rest = line.subarray(at + bytes.length);
  switch (rng.int(0, 4)) {
    case 0:
      return Buffer.concat([kept, rest]);
    case 1:
      return Buffer.concat([kept, bytes, bytes, rest]);
    case 2:
      return Buffer.concat([kept, Buffer.from([rng.int(0, 255)]), rest]);
    case 3:
      return Buffer.concat([kept, Buffer.from(OTHERS.charAt(rng.int(0, OTHERS.length - 1))), rest]);
    default:
      return Buffer.concat([kept, Buffer.from(bytes.map((byte) => byte ^ (1 << 7))), rest]);
  }
}
