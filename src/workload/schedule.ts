import type { Rng } from '../core/rng.ts';
import { OPERATIONS, type Load, type Operation } from '../scene/scene.ts';
import { deleteTraffic } from './delete.ts';
import { getTraffic } from './get.ts';
import type { KeySpace } from './key-space.ts';
import { leaseTraffic } from './lease.ts';
import { lockTraffic } from './lock.ts';
import { putTraffic } from './put.ts';
import { rangeTraffic } from './range.ts';
import type { Draft, DrawingHand, Traffic } from './traffic.ts';
import { txnTraffic } from './txn.ts';

const TRAFFIC = {
  put: putTraffic,
  get: getTraffic,
  delete: deleteTraffic,
  txn: txnTraffic,
  range: rangeTraffic,
  lease: leaseTraffic,
  lock: lockTraffic,
} satisfies Record<Operation, Traffic>;

export interface ScheduleSettings {
  /** The place of this client among all load clients, from 1. */
  readonly client: number;
  readonly rng: Rng;
  readonly space: KeySpace;
  /** How often each shape is drawn, against the sum of all. A lease is one draw of 3-5
   * calls, a lock of 5-6. */
  readonly mix: Load['mix'];
  readonly valueBytes: number;
  /** Seconds. */
  readonly leaseTtl: number;
}

/** The endless calls of one client: kinds, keys and values depend on the seed alone. */
export function* schedule({ mix, ...settings }: ScheduleSettings): Generator<Draft, never> {
  const hand = drawingHand(settings);
  const kinds = OPERATIONS.filter((kind) => mix[kind] > 0);
  const total = kinds.reduce((sum, kind) => sum + mix[kind], 0);
  for (;;) {
    let ticket = hand.rng.int(1, total);
    const drawn = kinds.find((kind) => (ticket -= mix[kind]) <= 0) as Operation;
    yield* TRAFFIC[drawn](hand);
  }
}

function drawingHand(settings: Omit<ScheduleSettings, 'mix'>): DrawingHand {
  const { client, valueBytes, ...rest } = settings;
  let values = 0;
  let leases = 0;
  return {
    ...rest,
    nextValue: () => `c${client}-${++values}`.padEnd(valueBytes, '.'),
    // Twenty bits of lease numbers a client: a million leases; far below etcd's 63 bits.
    nextLease: () => String((client + 1) * 2 ** 20 + ++leases),
  };
}
