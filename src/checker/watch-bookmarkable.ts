import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';
import { truthOf } from './watch/expected.ts';
import { describeChange, missing } from './watch/missing.ts';

export const watchBookmarkable = defineWatchCheck({
  name: 'watch-bookmarkable',
  guarantee:
    '"Bookmarkable - Progress notification events guarantee that all events up to a revision ' +
    'have ' +
    'been already delivered."',
  how:
    'Every change up to the revision of a progress notice was told before it, and no event of ' +
    'that ' +
    'revision or an older one comes after it.',
  evidence: 'progress notices',
  needsReplay: true,
  concerns: ({ notices }) => notices > 0,
  *find(stream, { facts, epoch, replay, count }) {
    if (replay === undefined || stream.notices === 0) return;
    let promised = -1;
    let bookmark = -1;
    for (const [i, line] of stream.lines.entries()) {
      if (line.kind === 'progress' && line.revision !== undefined) {
        count();
        promised = Math.max(promised, Number(line.revision));
        bookmark = i;
      }
      const event = line.events?.find(({ mod }) => Number(mod) <= promised);
      if (event === undefined) continue;
      yield toldWrong('an event came after the progress notice that promised it', [
        ['progress', `revision ${promised}`],
        ['told', { event, mod: Number(event.mod), line }],
      ]);
    }
    if (bookmark < 0) return;
    const told = stream.told.from[bookmark] as number;
    for (const change of missing(truthOf(facts, epoch.n, replay), stream, told, promised)) {
      const op = replay.outline.ops[replay.log.ops[change] as number];
      yield {
        why: `watch ${stream.id} was told of progress past a change that it was not told of`,
        observed: [
          ['missing', describeChange(replay, change)],
          ['progress', `revision ${promised}`],
        ],
        operations: op === undefined ? [] : [op.id],
        legal: 'the event before the notice',
      };
    }
  },
});
