import type { PlainRequest, Request } from './types.ts';

/** Whether a request cannot change anything, whatever a txn's compares say. */
export function isReadOnly(req: Request): boolean {
  if (req.op === 'get' || req.op === 'range') return true;
  return req.op === 'txn' && [...req.then, ...req.else].every(reads);
}

const reads = ({ op }: PlainRequest): boolean => op === 'get' || op === 'range';
