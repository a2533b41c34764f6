import { millis } from '../../../../src/core/duration.ts';
import { dbBitFlip } from '../../../../src/faults/data/db-bit-flip.ts';
import { snapBitFlip } from '../../../../src/faults/data/snap-bit-flip.ts';
import { walBitFlip } from '../../../../src/faults/data/wal-bit-flip.ts';
import { walDelete } from '../../../../src/faults/data/wal-delete.ts';
import { walTruncate } from '../../../../src/faults/data/wal-truncate.ts';
import { wrongMode } from '../../../../src/faults/data/wrong-mode.ts';
import { wrongOwner } from '../../../../src/faults/data/wrong-owner.ts';
import { zombie } from '../../../../src/faults/data/zombie.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

/** Clients write meanwhile, so that there is something to harm and something to fall behind. */
const writes = { writes: true };

export const dataCases: readonly FaultCase[] = [
  faultCase(walBitFlip, { bits: 3 }, writes),
  faultCase(dbBitFlip, { values: 1 }, writes),
  faultCase(snapBitFlip, { bits: 2 }, writes),
  faultCase(walTruncate, { keepPercent: 60 }, writes),
  faultCase(walDelete, {}, writes),
  faultCase(zombie, { age: millis(700) }, writes),
  faultCase(wrongMode, {}),
  faultCase(wrongOwner, {}),
];
