/** Lets callers through while it is open; those that come while it is shut wait for it to open. */
export class Gate {
  #opening: PromiseWithResolvers<void> | undefined;

  get isOpen(): boolean {
    return this.#opening === undefined;
  }

  shut(): void {
    this.#opening ??= Promise.withResolvers();
  }

  open(): void {
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  passable(): Promise<void> {
    return this.#opening?.promise ?? Promise.resolve();
  }
}
