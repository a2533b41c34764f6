/** Histories of other tools: values without revisions, and an order of events instead of times. */
export type PlainModel = 'register' | 'kv';

export interface PlainOp {
  /** From 1, in the order of calls. */
  readonly id: number;
  readonly process: string;
  readonly f: 'read' | 'write' | 'cas' | 'get' | 'put' | 'append';
  /** What it is about; a register has one key, the empty one. */
  readonly key: string;
  /** Written value; for a cas the pair of expected and new. `null` = nil. */
  readonly input: PlainValue | readonly [PlainValue, PlainValue];
  /** What a read saw; for a cas whether it swapped. undefined: nobody knows. */
  readonly output: PlainValue | boolean | undefined;
  /** Places of call and return among all events; Infinity: it never returned. */
  readonly call: number;
  readonly ret: number;
  /** Line of the file, for witnesses. */
  readonly line: number;
}

export type PlainValue = string | null;

export interface PlainHistory {
  readonly model: PlainModel;
  readonly ops: readonly PlainOp[];
}
