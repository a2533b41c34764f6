import { millis, type Duration } from '../../core/duration.ts';
import { nameOf, type Direction } from './direction.ts';
import type { Counted, TrafficLook } from './traffic.ts';

/** What is to be shown of a direction. */
export type Wanted = 'cut' | 'carries';
/** What was shown: `idle` = nothing was said there, so nothing could be lost. */
export type StreamState = Wanted | 'idle';

/** Watches one direction, look after look. */
export interface StreamWatch {
  readonly direction: Direction;
  /** @param at the time of the look, nanoseconds. */
  look(look: TrafficLook, at: number): void;
  /** What the looks show so far; undefined = not enough. */
  shown(): StreamState | undefined;
  /** `m1->m2: the last of 96 B arrived, 120 B were sent since`. */
  words(): string;
}

/** How long a stream must have stood still. */
const STILL = millis(150);
/** After this time a single message is lost, not late. */
const LATE = millis(450);
/** How long silence is no news: who hears nothing campaigns after an election timeout. */
const SILENCE = millis(2500);
/** The streams' own keep-alives, 4 bytes each, of which two may meet, are no raft message. */
const KEEP_ALIVES = 8;

/**
 * `cut`: the sender wrote messages in two looks or more, and all that time nothing arrived; a
 * single look would not do, because on a slow link a message may be on its way. `carries`:
 * something arrived. `idle`: neither end said anything for a while; where a leader is heard that
 * is long.
 */
export function watchStream(direction: Direction, wanted: Wanted): StreamWatch {
  const { from, to } = direction;
  let last: { counted: Counted; at: number } | undefined;
  let [still, lastSend] = [0, 0]; // since when
  let [sends, arrived, lost] = [0, 0, 0];
  let patience: Duration = STILL;
  return {
    direction,
    look(look, at) {
      const now = look.of(direction);
      if (unknown(now)) return;
      if (last === undefined) still = at;
      else {
        const came = grown(now.received, last.counted.received);
        const out = grown(now.sent, last.counted.sent);
        if (came > 0) [still, sends, lost, arrived] = [at, 0, 0, arrived + came];
        else if (out > KEEP_ALIVES) [sends, lost, lastSend] = [sends + 1, lost + out, at];
      }
      if (look.leads(from) || (wanted === 'carries' && look.leads(to))) patience = SILENCE;
      last = { counted: now, at };
    },
    shown() {
      if (last === undefined) return undefined;
      const { at } = last;
      if (wanted === 'carries' && arrived > 0) return 'carries';
      if (wanted === 'cut' && sends >= 2 && at - still >= STILL) return 'cut';
      if (wanted === 'cut' && sends === 1 && at - lastSend >= LATE) return 'cut';
      // While a stream reconnects, the one message of a moment may be lost.
      const spoken = wanted === 'cut' ? sends > 0 : sends > 1;
      return !spoken && at - Math.max(still, lastSend) >= patience ? 'idle' : undefined;
    },
    words: () => `${nameOf(direction)}: ${arrived} B arrived, ${lost} B were sent since`,
  };
}

/** An end that does not answer shows nothing; the next look is compared with the one before. */
const unknown = ({ sent, received }: Counted): boolean =>
  sent === undefined || received === undefined;

/** A counter that went down began anew with its process: what it shows has come since. */
const grown = (now = 0, before = 0): number => (now < before ? now : now - before);
