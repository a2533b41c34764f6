import type { PlainOp } from '../../history/plain-history.ts';

/**
 * What may follow what, for values that stand for themselves. States are compared by their text.
 */
export interface Model {
  readonly initial: string;
  /** The state after the operation, or undefined when the operation cannot have happened there. */
  step(state: string, op: PlainOp): string | undefined;
  /** Whether the operation leaves every state as it is. */
  readsOnly(op: PlainOp): boolean;
  /**
   * Whether a state can be of any use to these operations, for writes that may happen at any time
   * and any number of times: it bounds the states that they lead to. Absent = every state.
   */
  isUseful?(state: string, ops: readonly PlainOp[]): boolean;
}
