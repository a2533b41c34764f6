import type { FaultFacts } from '../define-fault.ts';
import { dbBitFlip } from './db-bit-flip.ts';
import { snapBitFlip } from './snap-bit-flip.ts';
import { walBitFlip } from './wal-bit-flip.ts';
import { walDelete } from './wal-delete.ts';
import { walTruncate } from './wal-truncate.ts';
import { wrongMode } from './wrong-mode.ts';
import { wrongOwner } from './wrong-owner.ts';
import { zombie } from './zombie.ts';

export const dataFaults: readonly FaultFacts[] = [
  walBitFlip,
  dbBitFlip,
  snapBitFlip,
  walTruncate,
  walDelete,
  zombie,
  wrongMode,
  wrongOwner,
];
