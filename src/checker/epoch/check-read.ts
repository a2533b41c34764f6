import type { OpLine, PlainRequest, PlainResponse } from '../../history/types.ts';
import { accuse } from './accuse.ts';
import { adopt, tryRepair } from './adopt.ts';
import { readMismatch, type Mismatch } from './answers.ts';
import { confirm, type Outcome, type Progress } from './progress.ts';
import { nameOf } from './show.ts';

type Read = Extract<PlainRequest, { op: 'get' | 'range' }>;

const MOST_REPAIRS = 1000;

/**
 * Holds what a read answered against the key space, explaining differences where that can be.
 * `named`: the number of the key that the request names.
 */
export function checkRead(
  progress: Progress,
  op: OpLine,
  req: Read,
  res: PlainResponse,
  named: number,
  at: number,
): void {
  const { log, outline: plan } = progress;
  if (plan.keys.hashed && req.op === 'range' && req.end !== undefined) {
    progress.counts.skipped += 1;
    return;
  }
  const verified = (key: number): void => confirm(progress, key, at);
  for (let tries = 0; tries < MOST_REPAIRS; tries++) {
    const mismatch = readMismatch(log, plan.keys, req, res, named, verified);
    if (mismatch === undefined) return;
    const { key, seen } = mismatch;
    const outcome = key < 0 ? uncounted(progress) : tryRepair(progress, mismatch, at);
    if (outcome === 'repaired') continue;
    accuse(progress, op, outcome, key, why(progress, mismatch));
    if (key >= 0) adopt(progress, key, seen, at);
    return;
  }
}

/** A count that is wrong though every key shown is right: of keys beyond a limit. */
function uncounted({ candidates, log, facts }: Progress): Outcome {
  const sure = candidates.unused.length === 0 && log.attached.size === 0 && facts.owns('');
  return sure ? 'no' : 'maybe';
}

function why(progress: Progress, { key, seen, why: text }: Mismatch): string {
  if (key < 0) return `the answer ${text}`;
  const name = nameOf(progress, key);
  if (seen === undefined) return `the answer does not show ${name}`;
  return progress.log.isLive(key)
    ? `the answer shows another ${name} than was written`
    : `the answer shows ${name}, which did not exist`;
}
