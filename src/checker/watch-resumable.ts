import type { Witness } from '../core/check-result.ts';
import { defineWatchCheck } from './watch/define-watch-check.ts';
import { describeWatch } from './seen-revisions.ts';
import { behind } from './watch/behind.ts';
import { truthOf } from './watch/expected.ts';
import { describeChange, missing } from './watch/missing.ts';
import type { Stream } from './watch/stream.ts';

export const watchResumable = defineWatchCheck({
  name: 'watch-resumable',
  guarantee:
    '"Resumable - A broken watch can be resumed by establishing a new watch created after the ' +
    'last ' +
    'revision received in a watch event before the break, so long as the revision is in the ' +
    'history ' +
    'window."',
  how:
    'A watch from an explicit revision is told of every change from there up to its first ' +
    'event, and ' +
    'it is told `compacted` only when its start is below the compact revision. Unknown when one ' +
    'that was there to the end had no event, although there was something to tell.',
  evidence: 'watches from an explicit revision',
  needsReplay: true,
  concerns: ({ open }) => Number(open?.startRevision ?? 0) > 0,
  *find(stream, { facts, epoch, replay, count, doubt }) {
    if (replay === undefined || Number(stream.open?.startRevision ?? 0) === 0) return;
    count();
    yield* wronglyCompacted(stream);
    const first = stream.lines.find((line) => line.events !== undefined)?.events?.[0];
    const truth = truthOf(facts, epoch.n, replay);
    if (first === undefined) {
      doubt(behind(facts, epoch, stream, truth));
      return;
    }
    for (const change of missing(truth, stream, 0, Number(first.mod) - 1)) {
      const op = replay.outline.ops[replay.log.ops[change] as number];
      yield {
        why: `watch ${stream.id} was resumed, and what happened in between is missing`,
        observed: [
          ['asked from', `revision ${stream.open?.startRevision}`],
          ['missing', describeChange(replay, change)],
          ['first event', `revision ${first.mod}`],
        ],
        operations: op === undefined ? [] : [op.id],
      };
    }
  },
});

function* wronglyCompacted({ open, canceled }: Stream): Generator<Witness> {
  const compacted = Number(canceled?.compactRevision ?? 0);
  if (canceled === undefined || open === undefined || compacted === 0) return;
  if (Number(open.startRevision) < compacted) return;
  yield {
    why: 'a watch was told `compacted` although its start is in the history window',
    observed: [
      ['asked from', `revision ${open.startRevision}`],
      ['told', `${describeWatch(canceled)}, compact revision ${compacted}`],
    ],
    operations: [],
  };
}
