import { toBytes } from '../history/bytes.ts';
import type { WatchEvent } from '../history/types.ts';
import { readKeyValue } from './from-wire.ts';
import type { WireEvent } from './wire.ts';

const DELETE = 1;

/** One watch event. A deletion has a key and a revision only: its other fields say nothing. */
export function readEvent({ type, kv = {}, prev_kv }: WireEvent): WatchEvent {
  const prev = prev_kv === undefined ? {} : { prev: readKeyValue(prev_kv) };
  if (type !== DELETE) return { type: 'put', ...readKeyValue(kv), ...prev };
  const key = toBytes(kv.key ?? Buffer.alloc(0));
  return { type: 'delete', key, mod: kv.mod_revision ?? '0', ...prev };
}
