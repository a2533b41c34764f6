import { DoomsdayError } from '../core/doomsday-error.ts';
import { toMillis, type Duration } from '../core/duration.ts';
import type { Toxic } from './link.ts';

/** A toxic as Toxiproxy's API takes it. */
export interface WireToxic {
  readonly type: Toxic['type'];
  readonly attributes: Readonly<Record<string, number>>;
}

/**
 * The only place that knows Toxiproxy's names and units: milliseconds, KB/s, bytes, and
 * microseconds for the slicer alone. Every attribute is given, so that what was applied can be
 * compared with what was asked. Jitter stays 0: Toxiproxy draws it from global randomness.
 * Source: the toxics' fields in Toxiproxy 2.12, `toxics/*.go`; all are whole numbers.
 * @throws {DoomsdayError} TOXIC_TOO_FINE when a value above zero would be rounded down to zero.
 */
export function toWire(toxic: Toxic): WireToxic {
  const { type } = toxic;
  switch (type) {
    case 'latency':
      return { type, attributes: { latency: wholeMs(toxic.latency), jitter: 0 } };
    case 'bandwidth':
      return { type, attributes: { rate: whole(toxic.kilobytesPerSecond, 'KB/s') } };
    case 'slow_close':
      return { type, attributes: { delay: wholeMs(toxic.delay) } };
    case 'timeout':
    case 'reset_peer':
      return { type, attributes: { timeout: wholeMs(toxic.timeout) } };
    case 'slicer':
      return {
        type,
        attributes: {
          average_size: whole(toxic.averageBytes, 'bytes'),
          size_variation: whole(toxic.variationBytes, 'bytes'),
          delay: whole(toMillis(toxic.delay) * 1000, 'us'),
        },
      };
    case 'limit_data':
      return { type, attributes: { bytes: whole(toxic.bytes, 'bytes') } };
  }
}

const wholeMs = (length: Duration): number => whole(toMillis(length), 'ms');

function whole(value: number, unit: string): number {
  const rounded = Math.round(value);
  if (rounded > 0 || value === 0) return rounded;
  throw new DoomsdayError({
    code: 'TOXIC_TOO_FINE',
    message: `Toxiproxy counts whole ${unit}: ${value} ${unit} cannot be applied`,
    expected: `0 or at least 1 ${unit}`,
  });
}
