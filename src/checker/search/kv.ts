import type { PlainOp } from '../../history/plain-history.ts';
import type { Model } from './model.ts';

/** One key of a store with get, put and append; the empty text at first. */
export const kv: Model = {
  initial: '',
  step(state, { f, input, output }) {
    if (f === 'get') return output === undefined || state === (output ?? '') ? state : undefined;
    return f === 'put' ? String(input ?? '') : `${state}${String(input ?? '')}`;
  },
  isUseful: (state, ops) =>
    ops.some(({ f, output }) => f === 'get' && String(output ?? '').startsWith(state)),
  readsOnly: ({ f }: PlainOp) => f === 'get',
};
