import { dbBitFlip } from '../../faults/data/db-bit-flip.ts';
import { snapBitFlip } from '../../faults/data/snap-bit-flip.ts';
import { walBitFlip } from '../../faults/data/wal-bit-flip.ts';
import { walDelete } from '../../faults/data/wal-delete.ts';
import { walTruncate } from '../../faults/data/wal-truncate.ts';
import { wrongMode } from '../../faults/data/wrong-mode.ts';
import { wrongOwner } from '../../faults/data/wrong-owner.ts';
import { zombie } from '../../faults/data/zombie.ts';
import { named, none, type NamedFault } from './named.ts';

/**
 * Weight 0: a storm's promise is that a minority's faults cost nothing. Harmed data may be served
 * (db), and a replacement changes the membership, which etcd refuses while others are harmed.
 */
export const dataByName: readonly NamedFault[] = [
  named(walBitFlip, 0, ({ faults }) => ({ bits: faults.bitFlip.bits })),
  named(dbBitFlip, 0, ({ faults }) => ({ values: faults.bitFlip.values })),
  named(snapBitFlip, 0, ({ faults }) => ({ bits: faults.bitFlip.bits })),
  named(walTruncate, 0, ({ faults }) => ({ keepPercent: faults.walTruncate.keepPercent })),
  named(walDelete, 0, none),
  named(zombie, 0, ({ faults }) => ({ age: faults.zombie.age })),
  named(wrongMode, 0, none),
  named(wrongOwner, 0, none),
];
