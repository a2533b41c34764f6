import { column } from '../columns/column.ts';
import type { OpColumns } from '../columns/op-columns.ts';
import type { InitialState } from '../facts.ts';
import type { Evidence } from './evidence.ts';
import { KeyTable } from './key-table.ts';

export interface NumberedKeys {
  readonly keys: KeyTable;
  /** The key that each operation names, or the first of its range; -1 for none and for txns. */
  readonly opKeys: Int32Array;
}

/**
 * Numbers all keys that anybody names, in etcd's order. Cost: O(operations), plus a sort of keys.
 */
export function numberKeys(
  { names, named, keys: met }: OpColumns,
  initial: InitialState,
  evidence: Evidence,
): NumberedKeys {
  const wanted = new Set(named);
  for (const { key } of initial.kvs) wanted.add(names.meet(key));
  for (const seen of evidence.at.values()) {
    for (const name of seen.keys()) wanted.add(names.findName(name));
  }
  const keys = new KeyTable(names, wanted);
  const opKeys = column(Int32Array, met.length);
  for (let i = 0; i < met.length; i++) {
    const key = met[i] as number;
    opKeys[i] = key < 0 ? -1 : (keys.ofMet[key] as number);
  }
  return { keys, opKeys };
}
