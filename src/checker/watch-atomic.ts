import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';

export const watchAtomic = defineWatchCheck({
  name: 'watch-atomic',
  guarantee:
    '"Atomic - a list of events is guaranteed to encompass complete revisions; updates in the ' +
    'same ' +
    'revision over multiple keys will not be split over several lists of events."',
  how: 'No revision is split over two answers, unless the first says that it is a fragment.',
  evidence: 'answers with events',
  *find(stream, { count }) {
    const { lines, told } = stream;
    const { from, mods } = told;
    /** The answer before, and the revision of its last event. */
    let before = -1;
    let last = -1;
    for (let i = 0; i < lines.length; i++) {
      const first = from[i] as number;
      const behind = from[i + 1] as number;
      if (first === behind) continue;
      count();
      if (before >= 0 && mods[first] === last && lines[before]?.fragment !== true) {
        yield toldWrong('a revision was split over two answers', [
          ['revision', String(last)],
          ['the rest', told.at(first)],
        ]);
      }
      before = i;
      last = mods[behind - 1] as number;
    }
  },
});
