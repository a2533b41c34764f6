import { firstNot } from '../columns/bisect.ts';

/** More unclaimed revisions than this are not looked at one by one. */
const MOST_GAPS = 200_000;

/** The revisions that nothing has explained yet, in growing order. */
export class Gaps {
  readonly #open: number[] = [];
  readonly #closed = new Set<number>();
  /** Set when there were too many to keep: then nothing about them can be certain. */
  overflow = false;

  /** Adds all whole numbers between two revisions, both excluded. */
  addBetween(from: number, to: number): void {
    if (to - from - 1 > MOST_GAPS - this.#open.length) {
      this.overflow = true;
      return;
    }
    for (let revision = from + 1; revision < to; revision++) this.#open.push(revision);
  }

  add(revision: number): void {
    this.addBetween(revision - 1, revision + 1);
  }

  close(revision: number): void {
    this.#closed.add(revision);
  }

  /** The open revisions above one and up to another. */
  *within(above: number, upTo: number): Generator<number> {
    const first = firstNot(this.#open.length, (i) => (this.#open[i] as number) <= above);
    for (let i = first; i < this.#open.length; i++) {
      const revision = this.#open[i] as number;
      if (revision > upTo) return;
      if (!this.#closed.has(revision)) yield revision;
    }
  }

  any(above: number, upTo: number): boolean {
    return this.overflow || this.within(above, upTo).next().done !== true;
  }

  /** Whether any revision is left that nothing has explained. */
  get isOpen(): boolean {
    return this.overflow || this.#open.length > this.#closed.size;
  }

  get left(): number[] {
    return this.#open.filter((revision) => !this.#closed.has(revision));
  }
}
