import { byteString, inRange } from '../history/byte-string.ts';
import type { WatchLine } from '../history/types.ts';
import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';
import type { Told } from './watch/told.ts';

export const watchFiltered = defineWatchCheck({
  name: 'watch-filtered',
  guarantee: 'A watch is told only of the keys and the kinds of events that it asked for.',
  how: "The key of every event is in the watch's range, and its kind is not filtered out.",
  evidence: 'events of watches whose opening was recorded',
  *find(stream, { count }) {
    const { open, told } = stream;
    if (open?.key === undefined) return;
    const isInside = insideOf(open, told);
    const { keys, puts, size } = told;
    const without = new Set(open.filters ?? []);
    const unwanted = [without.has('nodelete'), without.has('noput')];
    count(size);
    for (let i = 0; i < size; i++) {
      const kind = unwanted[puts[i] as number] === true;
      if (!kind && isInside[keys[i] as number] === 1) continue;
      const why = kind ? 'an event of a kind that was filtered out' : 'an event of another key';
      yield toldWrong(why, [
        ['asked for', `${JSON.stringify(open.key)} to ${JSON.stringify(open.end ?? 'itself')}`],
        ['told', told.at(i)],
      ]);
    }
  },
});

/** Which of all keys the watch asked for: 1 or 0. */
function insideOf({ key = '', end }: WatchLine, { names }: Told): Uint8Array {
  const start = byteString(key);
  const stop = end === undefined ? undefined : byteString(end);
  // Everything from "\\0" on is every key, whatever its bytes are.
  const all = start === '\0' && stop === '\0';
  return Uint8Array.from(names.names, (name) => (all || inRange(name, start, stop) ? 1 : 0));
}
