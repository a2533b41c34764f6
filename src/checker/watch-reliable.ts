import { defineWatchCheck } from './watch/define-watch-check.ts';
import { behind } from './watch/behind.ts';
import { truthOf } from './watch/expected.ts';
import { describeChange, missing } from './watch/missing.ts';

export const watchReliable = defineWatchCheck({
  name: 'watch-reliable',
  guarantee:
    '"Reliable - a sequence of events will never drop any subsequence of events within the ' +
    'available ' +
    'history window; if there are events ordered in time as a < b < c, then if the watch ' +
    'receives ' +
    'events a and c, it is guaranteed to receive b."',
  how:
    'Every change between the start of a watch and the last event that it received is held ' +
    'against ' +
    'what it was told. The time of arrival says nothing. Unknown when a watch that was there to ' +
    'the end had not been told, by an event or a progress notice, up to the last change of its ' +
    'range that an answer or a final state vouches for.',
  evidence: 'events',
  needsReplay: true,
  *find(stream, { facts, epoch, replay, count, doubt }) {
    if (replay === undefined) return;
    const { mods, size } = stream.told;
    count(size);
    let last = -1;
    for (let i = 0; i < size; i++) if ((mods[i] as number) > last) last = mods[i] as number;
    const truth = truthOf(facts, epoch.n, replay);
    doubt(behind(facts, epoch, stream, truth));
    for (const change of missing(truth, stream, stream.told.size, last)) {
      const op = replay.outline.ops[replay.log.ops[change] as number];
      yield {
        why: `watch ${stream.id} was never told of a change, but of later ones`,
        observed: [
          ['missing', describeChange(replay, change)],
          ['told', `events up to revision ${last}`],
        ],
        operations: op === undefined ? [] : [op.id],
        legal: 'every event up to the last one',
      };
    }
  },
});
