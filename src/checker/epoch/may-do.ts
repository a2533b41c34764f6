import { sameBytes } from '../../history/byte-string.ts';
import type { Candidate } from './candidates.ts';
import type { Seen } from './evidence.ts';

/** Whether a write can have done what was seen. */
export function mayDo(candidate: Pick<Candidate, 'effects'>, { key, type, value }: Seen): boolean {
  return candidate.effects.some((effect) => {
    if (effect.type === 'put') {
      const same = value === undefined || sameBytes(effect.value, value);
      return type === 'put' && effect.key === key && same;
    }
    if (effect.type === 'revoke' || type === 'put') return false;
    if (effect.end === undefined) return effect.key === key;
    return key >= effect.key && (effect.end === '\0' || key < effect.end);
  });
}
