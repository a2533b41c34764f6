import type { PlainOp, PlainValue } from '../../history/plain-history.ts';
import type { Model } from './model.ts';

const NIL = 'nil';
const text = (value: PlainValue): string => (value === null ? NIL : `=${value}`);

/** One register with reads, writes and compare-and-set; nil at first. */
export const register: Model = {
  initial: NIL,
  step(state, { f, input, output }) {
    if (f === 'read')
      return output === undefined || state === text(output as PlainValue) ? state : undefined;
    if (f === 'write') return text(input as PlainValue);
    const [from, to] = input as readonly [PlainValue, PlainValue];
    const swaps = state === text(from);
    if (output === undefined) return swaps ? text(to) : state;
    if (output !== swaps) return undefined;
    return swaps ? text(to) : state;
  },
  readsOnly: ({ f, output }: PlainOp) => f === 'read' || (f === 'cas' && output === false),
};
