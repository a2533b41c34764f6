import type { Request } from '../../history/types.ts';

/** Requests as numbers; from `compact` on they neither read nor write keys by name. */
export const KIND = {
  put: 0,
  delete: 1,
  get: 2,
  range: 3,
  txn: 4,
  compact: 5,
  lease: 6,
} as const;

export function kindOf(op: Request['op']): number {
  switch (op) {
    case 'put':
      return KIND.put;
    case 'get':
      return KIND.get;
    case 'txn':
      return KIND.txn;
    case 'delete':
      return KIND.delete;
    case 'range':
      return KIND.range;
    case 'compact':
      return KIND.compact;
    default:
      return KIND.lease;
  }
}
