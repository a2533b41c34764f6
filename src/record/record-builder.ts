import type {
  DrillRecord,
  EpochLine,
  FaultLine,
  Header,
  HeaderLine,
  InvokeLine,
  Line,
  MarkLine,
  OpLine,
  SampleLine,
  StateLine,
  WatchLine,
} from '../history/types.ts';
import { inOrder, orderOf } from './order-of.ts';

/** More different headers than this are kept as they come. */
const MOST_HEADERS = 32;

/** Puts the lines of one drill together. Finished calls replace their `invoke` lines. */
export class RecordBuilder {
  readonly #header: HeaderLine;
  readonly #open = new Map<number, InvokeLine>();
  readonly #ops: OpLine[] = [];
  readonly #watches: WatchLine[] = [];
  readonly #faults: FaultLine[] = [];
  readonly #epochs: EpochLine[] = [];
  readonly #states: StateLine[] = [];
  readonly #samples: SampleLine[] = [];
  readonly #marks: MarkLine[] = [];
  readonly #headers: Header[] = [];
  #ended = false;
  #dropped = 0;

  constructor(header: HeaderLine) {
    this.#header = header;
  }

  add(line: Exclude<Line, HeaderLine>): void {
    switch (line.t) {
      case 'invoke':
        this.#open.set(line.id, line);
        return;
      case 'op':
        this.#open.delete(line.id);
        this.#ops.push(line);
        this.#shareHeader(line);
        return;
      case 'end':
        this.#ended = true;
        this.#dropped = line.dropped;
        return;
      default:
        this.#addOther(line);
    }
  }

  finish(): DrillRecord {
    for (const invoked of this.#open.values()) this.#ops.push(neverReturned(invoked));
    const order = orderOf(this.#ops);
    return {
      header: this.#header,
      ops: order === undefined ? this.#ops : inOrder(this.#ops, order),
      watches: this.#watches,
      faults: this.#faults,
      epochs: this.#epochs,
      states: this.#states,
      samples: this.#samples,
      marks: this.#marks,
      ended: this.#ended,
      dropped: this.#dropped,
    };
  }

  /**
   * One header object for all answers with the same header: a member and its term have one, and a
   * million copies of it would be a quarter of the record.
   */
  #shareHeader(line: { hdr?: Header }): void {
    const { hdr } = line;
    if (hdr === undefined) return;
    for (const known of this.#headers) {
      if (hdr.member !== known.member || hdr.term !== known.term) continue;
      if (hdr.cluster !== known.cluster) continue;
      line.hdr = known;
      return;
    }
    if (this.#headers.length < MOST_HEADERS) this.#headers.push(hdr);
  }

  #addOther(line: Exclude<Line, { t: 'header' | 'invoke' | 'op' | 'end' }>): void {
    switch (line.t) {
      case 'watch':
        this.#watches.push(line);
        this.#shareHeader(line);
        return;
      case 'fault':
        this.#faults.push(line);
        return;
      case 'epoch':
        this.#epochs.push(line);
        return;
      case 'state':
        this.#states.push(line);
        return;
      case 'sample':
        this.#samples.push(line);
        return;
      case 'mark':
        this.#marks.push(line);
    }
  }
}

/** The harness was killed before it learnt the outcome: it may have happened or not. */
function neverReturned(call: InvokeLine): OpLine {
  return { ...call, t: 'op', ret: null, outcome: 'info', res: null };
}
