import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';

export const watchOrdered = defineWatchCheck({
  name: 'watch-ordered',
  guarantee:
    '"Ordered - events are ordered by revision; an event will never appear on a watch if it ' +
    'precedes ' +
    'an event in time that has already been posted."',
  how: 'The revisions of the events of each watch never go back.',
  evidence: 'events',
  *find(stream, { count }) {
    const { told } = stream;
    const { mods, size } = told;
    count(size);
    for (let i = 1; i < size; i++) {
      if ((mods[i] as number) >= (mods[i - 1] as number)) continue;
      yield toldWrong('an event came after a later one', [
        ['first', told.at(i - 1)],
        ['then', told.at(i)],
      ]);
    }
  },
});
