/** One undo, registered before its harm is done. */
export interface Heal {
  readonly name: string;
  /** Undoes it now and takes it off the stack; a second call does nothing. */
  run(): Promise<void>;
}

export interface HealFailure {
  readonly name: string;
  readonly error: unknown;
  /** Runs the undo once more. */
  again(): Promise<void>;
}

interface Undo extends Heal {
  again(): Promise<void>;
}

/**
 * The undos of everything that was done, newest first. Push before the harm, so that a throw
 * half-way still heals. `healAll` runs every undo, also after one of them failed.
 */
export class HealStack {
  readonly #pending: Undo[] = [];

  push(name: string, undo: () => Promise<void> | void): Heal {
    let done: Promise<void> | undefined;
    const again = (): Promise<void> => Promise.resolve().then(undo);
    const heal: Undo = {
      name,
      run: () => {
        this.#drop(heal);
        done ??= again();
        return done;
      },
      again,
    };
    this.#pending.push(heal);
    return heal;
  }

  get size(): number {
    return this.#pending.length;
  }

  /**
   * Runs the undos whose name begins with `prefix`.
   * @returns what could not be undone, in the order of trying; empty when all is well.
   */
  async healAll(prefix = ''): Promise<HealFailure[]> {
    const failures: HealFailure[] = [];
    const next = (): Undo | undefined =>
      this.#pending.findLast(({ name }) => name.startsWith(prefix));
    for (let heal = next(); heal !== undefined; heal = next()) {
      const { name, again } = heal;
      await heal.run().catch((error: unknown) => failures.push({ name, error, again }));
    }
    return failures;
  }

  #drop(heal: Undo): void {
    const at = this.#pending.indexOf(heal);
    if (at >= 0) this.#pending.splice(at, 1);
  }
}
