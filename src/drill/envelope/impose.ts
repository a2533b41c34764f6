import { millis } from '../../core/duration.ts';
import { diskLatency } from '../../faults/disk/disk-latency.ts';
import { peerLatency } from '../../faults/peer-network/peer-latency.ts';
import type { EnvelopePoint } from '../../objectives/envelope/envelope-probe.ts';
import { addFault } from '../add-fault.ts';
import type { Drill } from '../drill.ts';

/** Slows every peer link and every disk as the point says, with proof. @returns the heal, with proof. */
export async function impose(
  drill: Drill,
  { rttMs, fsyncMs }: EnvelopePoint,
): Promise<() => Promise<void>> {
  const target = 'all members';
  const made = [
    ...(rttMs > 0
      ? [await addFault(drill, peerLatency, { target, params: { oneWay: millis(rttMs / 2) } })]
      : []),
    ...(fsyncMs > 0
      ? [await addFault(drill, diskLatency, { target, params: { perFsync: millis(fsyncMs) } })]
      : []),
  ];
  return async () => {
    for (const injection of made.toReversed()) await injection.heal();
  };
}
