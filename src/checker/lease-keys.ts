import { byteString, inRange } from '../history/byte-string.ts';
import { possibleEffects } from '../history/effects.ts';
import { showKey } from '../history/show-bytes.ts';
import type { HeldLease, OpLine } from '../history/types.ts';
import type { Facts, MemberState } from './facts.ts';

/** The calls up to a moment that were not refused, from those in the order of their calls. */
export function calledBy(ops: readonly OpLine[], until: number): readonly OpLine[] {
  const end = ops.findIndex(({ call }) => call >= until);
  return ops.slice(0, end < 0 ? ops.length : end).filter(({ outcome }) => outcome !== 'fail');
}

/**
 * Where the keys of a lease are not those that carry its id in the restored state; keys that one of
 * the calls may have touched since, and keys of others, are left out.
 */
export function attachedOtherwise(
  { id, keys }: HeldLease,
  { kvs }: MemberState,
  calls: readonly OpLine[],
  facts: Facts,
): string[] {
  if (keys === undefined) return [];
  const attached = new Set(keys.map(byteString));
  const carrying = new Set(
    kvs.filter(({ lease }) => lease === id).map(({ key }) => byteString(key)),
  );
  const differ = [
    ...[...carrying].filter((key) => !attached.has(key)),
    ...[...attached].filter((key) => !carrying.has(key)),
  ].filter((key) => facts.owns(key) && !mayHaveTouched(key, calls));
  return differ.map((key) =>
    carrying.has(key)
      ? `${showKey(key)} carries it and will not end with it`
      : `${showKey(key)} does not carry it and will end with it`,
  );
}

const mayHaveTouched = (key: string, calls: readonly OpLine[]): boolean =>
  calls.some(({ req }) =>
    possibleEffects(req).some(
      (effect) =>
        effect.type !== 'revoke' &&
        inRange(key, effect.key, effect.type === 'delete' ? effect.end : undefined),
    ),
  );
