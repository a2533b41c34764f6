import type { PlainOp } from '../../history/plain-history.ts';
import type { Model } from './model.ts';

/** No state: the operation cannot have happened there. */
export const IMPOSSIBLE = -1;
const UNKNOWN = -2;

/**
 * States and operations as small numbers, with a table of what follows what that fills on demand.
 * Operations with the same input and output are one kind.
 */
export class Transitions {
  readonly #model: Model;
  readonly #ops: readonly PlainOp[];
  readonly #states: string[];
  readonly #stateIds = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  readonly #samples: PlainOp[] = [];
  readonly #table: number[][] = [];

  constructor(model: Model, ops: readonly PlainOp[]) {
    this.#model = model;
    this.#ops = ops;
    this.#states = [model.initial];
    this.#stateIds.set(model.initial, 0);
  }

  kindOf(op: PlainOp): number {
    // An output that nobody knows is not the output nil, though JSON writes both as null.
    const name = JSON.stringify([op.f, op.input, op.output === undefined ? [] : op.output]);
    let kind = this.#kinds.get(name);
    if (kind === undefined) {
      kind = this.#samples.length;
      this.#kinds.set(name, kind);
      this.#samples.push(op);
      this.#table.push([]);
    }
    return kind;
  }

  readsOnly(kind: number): boolean {
    return this.#model.readsOnly(this.#samples[kind] as PlainOp);
  }

  step(state: number, kind: number): number {
    const row = this.#table[kind] as number[];
    const known = row[state] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const next = this.#model.step(this.#states[state] as string, this.#samples[kind] as PlainOp);
    const id = next === undefined ? IMPOSSIBLE : this.#stateId(next);
    // Rows are filled from the left, so that they stay arrays without holes.
    while (row.length < state) row.push(UNKNOWN);
    row[state] = id;
    return id;
  }

  /** Whether a state that something optional leads to can matter to any operation. */
  isUseful(state: number): boolean {
    return this.#model.isUseful?.(this.show(state), this.#ops) ?? true;
  }

  show(state: number): string {
    return this.#states[state] as string;
  }

  #stateId(state: string): number {
    let id = this.#stateIds.get(state);
    if (id === undefined) {
      id = this.#states.length;
      this.#states.push(state);
      this.#stateIds.set(state, id);
    }
    return id;
  }
}
