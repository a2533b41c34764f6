import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';
import type { Told } from './watch/told.ts';

export const watchUnique = defineWatchCheck({
  name: 'watch-unique',
  guarantee: '"Unique - an event will never appear on a watch twice."',
  how: 'No watch is told twice of one key at one revision, nor of a revision before its start.',
  evidence: 'events',
  *find(stream, { count }) {
    const { told } = stream;
    const { mods, keys, size } = told;
    const start = Number(stream.open?.startRevision ?? 0);
    count(size);
    /** Per key: its last event, while revisions grow. */
    const last = new Int32Array(told.names.names.length).fill(-1);
    let greatest = -1;
    let back: Map<string, number> | undefined;
    for (let i = 0; i < size; i++) {
      const mod = mods[i] as number;
      const key = keys[i] as number;
      const before = last[key] as number;
      let first = before >= 0 && mods[before] === mod ? before : -1;
      if (mod < greatest) first = (back ??= firstOfAll(told)).get(nameOf(told, i)) as number;
      else greatest = mod;
      if (first >= 0 && first < i) {
        yield toldWrong('one event came twice', [
          ['first', told.at(first)],
          ['again', told.at(i)],
        ]);
      } else if (mod === greatest) last[key] = i;
      if (mod < start) {
        yield toldWrong('an event came from before the start of the watch', [
          ['asked from', `revision ${start}`],
          ['told', told.at(i)],
        ]);
      }
    }
  },
});

const nameOf = ({ keys, mods }: Told, place: number): string => `${keys[place]} ${mods[place]}`;

function firstOfAll(told: Told): Map<string, number> {
  const first = new Map<string, number>();
  for (let i = 0; i < told.size; i++) {
    const name = nameOf(told, i);
    if (!first.has(name)) first.set(name, i);
  }
  return first;
}
