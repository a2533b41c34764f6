/** The calls that have not come back yet. */
export class UnderWay {
  readonly #calls = new Set<Promise<unknown>>();

  track<T>(call: Promise<T>): Promise<T> {
    this.#calls.add(call);
    const forget = (): unknown => this.#calls.delete(call);
    call.then(forget, forget);
    return call;
  }

  /** Resolves when every call of this moment has come back; each has a deadline of its own. */
  async allBack(): Promise<void> {
    await Promise.allSettled(this.#calls);
  }
}
