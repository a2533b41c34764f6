import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';

export const watchAtomic = defineWatchCheck({
  name: 'watch-atomic',
  guarantee:
    '"Atomic - a list of events is guaranteed to encompass complete revisions; updates in the ' +
    'same ' +
    'revision over multiple keys will not be split over several lists of events."',
  how: 'No revision is split over two answers, unless the first says that it is a fragment.',
  evidence: 'answer with events',
  *find(stream, { count }) {
    let before: { mod: string; fragment: boolean } | undefined;
    for (const line of stream.lines) {
      const { events = [] } = line;
      const [first] = events;
      const last = events.at(-1);
      if (first === undefined || last === undefined) continue;
      count();
      if (before?.mod === first.mod && !before.fragment) {
        yield toldWrong('a revision was split over two answers', [
          ['revision', first.mod],
          ['the rest', { event: first, mod: Number(first.mod), line }],
        ]);
      }
      before = { mod: last.mod, fragment: line.fragment === true };
    }
  },
});
