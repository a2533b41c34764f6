import type { Check } from '../../../src/checker/check.ts';
import { watchAtomic } from '../../../src/checker/watch-atomic.ts';
import { watchBookmarkable } from '../../../src/checker/watch-bookmarkable.ts';
import { watchEventsAreTrue } from '../../../src/checker/watch-events-are-true.ts';
import { watchFiltered } from '../../../src/checker/watch-filtered.ts';
import { watchOrdered } from '../../../src/checker/watch-ordered.ts';
import { watchReliable } from '../../../src/checker/watch-reliable.ts';
import { watchResumable } from '../../../src/checker/watch-resumable.ts';
import { watchUnique } from '../../../src/checker/watch-unique.ts';
import type { WatchEvent, WatchLine } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';
import { testCases, type Case } from './cases.ts';

const put = (
  key: string,
  value: string,
  mod: number,
  rest: Partial<WatchEvent> = {},
): WatchEvent => ({
  type: 'put',
  key,
  value,
  mod: String(mod),
  create: String(mod),
  version: '1',
  ...rest,
});
const gone = (key: string, mod: number): WatchEvent => ({ type: 'delete', key, mod: String(mod) });

/** k = a at 2, j = b at 3, k deleted at 4; a watch on every key from the beginning. */
const watched = (open: Partial<WatchLine> = {}): RecordBuilder =>
  build()
    .put('k', 'a', 2)
    .put('j', 'b', 3)
    .remove('k', 4)
    .watch('open', { key: '\0', end: '\0', startRevision: '2', ...open });
const told = (record: RecordBuilder, ...lists: WatchEvent[][]): RecordBuilder =>
  lists.reduce((all, events) => all.watch('events', { revision: '4', events }), record);

const all = [put('k', 'a', 2), put('j', 'b', 3), gone('k', 4)] as const;
const [k, j, d] = all;
const closed = { reason: 'closed' };
const cut = { reason: '14 UNAVAILABLE: Connection dropped' };
const other = { id: 2, client: 101 };
const nothing: Case = ['an empty history proves nothing', build(), 'unknown'];
/** k hangs on a lease that ends by itself at 3; only the second of two watches is told of it. */
const expiry = build()
  .ok({ op: 'lease-grant', ttl: '1', lease: '7' }, 1, { lease: '7', ttl: '1' })
  .ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 2)
  .watch('open', { key: '\0', end: '\0', startRevision: '2' })
  .watch('open', { ...other, key: '\0', end: '\0', startRevision: '2' })
  .watch('events', { events: [{ ...k, lease: '7' }] })
  .watch('events', { ...other, events: [{ ...k, lease: '7' }, gone('k', 3)] });
/** Three puts that were answered, among others that may have happened, and a watch of their key. */
const unsure = (open: Partial<WatchLine>, ...events: WatchEvent[]): RecordBuilder =>
  [3, 5]
    .reduce(
      (rest, revision) => rest.lost({ op: 'delete', key: 'k' }).put('k', 'a', revision),
      build()
        .put('k', 'a', 2)
        .lost({ op: 'put', key: 'k', value: 'x' })
        .lost({ op: 'put', key: 'k', value: 'y' }),
    )
    .watch('open', { key: 'k', startRevision: '2', ...open })
    .watch('events', { events });
const older = { create: '2' };
const jump = put('k', 'a', 5, { ...older, version: '4' });
const good: Case = ['everything as it happened', told(watched(), [k, j], [d]), 'holds'];

const CASES: readonly (readonly [Check, readonly Case[]])[] = [
  [watchOrdered, [nothing, good, ['back in time', told(watched(), [j], [k]), 'violated']]],
  [
    watchUnique,
    [
      nothing,
      good,
      ['twice in a row', told(watched(), [k], [k]), 'violated', 'twice'],
      ['again after others', told(watched(), [k, j], [k]), 'violated', 'twice'],
      [
        'from before its start',
        told(watched({ startRevision: '3' }), [k]),
        'violated',
        'before the start',
      ],
    ],
  ],
  [
    watchReliable,
    [
      nothing,
      good,
      ['one is missing', told(watched(), [k], [d]), 'violated', 'never told'],
      [
        'the end is not there',
        told(watched(), [k]),
        'unknown',
        'up to revision 2, not of put "j" at 3',
      ],
      ['nothing is there', watched(), 'unknown', 'told nothing'],
      [
        'the end is not there when it is closed',
        told(watched(), [k]).watch('canceled', closed),
        'unknown',
        'did not catch up',
      ],
      [
        'closed before others called',
        told(watched(), [k]).watch('canceled', closed).put('k', 'b', 5),
        'holds',
      ],
      ['cut before it could catch up', told(watched(), [k]).watch('canceled', cut), 'holds'],
      ['its epoch ended', told(watched(), [k]).restore(4).state(4, [], 'before-clients'), 'holds'],
      [
        'progress to the end',
        told(watched({ key: 'k', end: undefined as never }), [k, d])
          .put('j', 'c', 5)
          .watch('progress', { revision: '5' }),
        'holds',
      ],
      [
        'the rest concerns others',
        told(watched({ key: 'k', end: undefined as never }), [k, d]).put('j', 'c', 5),
        'holds',
      ],
      ['only another watch knows of the expiry', expiry, 'holds'],
      [
        'nobody knows what happened then',
        told(watched(), [k, j, d])
          .lost({ op: 'put', key: 'k', value: 'c' })
          .get('j', 5, kv('j', 'b', 3)),
        'holds',
      ],
      [
        'a delete without an answer may be what hid a key',
        told(watched(), [k, j, d]).lost({ op: 'delete', key: 'j' }).get('j', 5),
        'holds',
      ],
      [
        'progress past the rest, which another check judges',
        told(watched(), [k, j]).watch('progress', { revision: '4' }),
        'holds',
      ],
    ],
  ],
  [
    watchAtomic,
    [
      nothing,
      good,
      [
        'one revision in two answers',
        told(watched(), [k], [put('x', 'y', 2)]),
        'violated',
        'split',
      ],
      [
        'fragments may split it',
        watched()
          .watch('events', { events: [k], fragment: true })
          .watch('events', { events: [put('x', 'y', 2)] }),
        'holds',
      ],
    ],
  ],
  [
    watchResumable,
    [
      nothing,
      ['from where it was', told(watched({ startRevision: '3' }), [j], [d]), 'holds'],
      ['something in between is missing', told(watched({ startRevision: '3' }), [d]), 'violated'],
      [
        'nothing came of it',
        watched({ startRevision: '3' }),
        'unknown',
        'told nothing, not of put "j" at 3',
      ],
      ['there was nothing to tell', watched({ startRevision: '5' }), 'holds'],
      ['it was cut at once', watched({ startRevision: '3' }).watch('canceled', cut), 'holds'],
      [
        'told compacted below the compaction',
        watched().watch('canceled', { compactRevision: '3' }),
        'holds',
      ],
      [
        'told compacted within the window',
        watched().watch('canceled', { compactRevision: '2' }),
        'violated',
        'history window',
      ],
    ],
  ],
  [
    watchBookmarkable,
    [
      nothing,
      [
        'progress after all events',
        told(watched(), [k, j, d]).watch('progress', { revision: '4' }),
        'holds',
      ],
      [
        'progress past an event',
        told(watched(), [k, j]).watch('progress', { revision: '4' }),
        'violated',
        'progress past',
      ],
      [
        'an event after its progress',
        told(watched().watch('progress', { revision: '4' }), [d]),
        'violated',
        'after the progress notice',
      ],
    ],
  ],
  [
    watchFiltered,
    [
      nothing,
      good,
      [
        'a filtered kind',
        told(watched({ filters: ['nodelete'] }), [d]),
        'violated',
        'filtered out',
      ],
      ['another key', told(watched({ key: 'j', end: 'k' }), [k]), 'violated', 'another key'],
    ],
  ],
  [
    watchEventsAreTrue,
    [
      nothing,
      good,
      ['another value', told(watched(), [put('k', 'x', 2)]), 'violated', 'another value'],
      ['another version', told(watched(), [{ ...k, version: '2' }]), 'violated', 'version'],
      ['another kind', told(watched(), [gone('k', 2)]), 'violated'],
      [
        'a wrong previous value',
        told(watched(), [{ ...d, prev: kv('k', 'x', 2) }]),
        'violated',
        'previous',
      ],
      ['the right previous value', told(watched(), [{ ...d, prev: kv('k', 'a', 2) }]), 'holds'],
      [
        'a new key of the second version, where much may have happened',
        unsure({ startRevision: '4' }, put('k', 'a', 5, { version: '2' })),
        'violated',
        'a version that does not go with its create revision',
      ],
      [
        'a hidden put between two events that the watch was not told of',
        unsure({}, k, put('k', 'a', 3, { ...older, version: '2' }), jump),
        'violated',
        'does not go on from what the watch was told of the key before',
      ],
      [
        'a key deleted twice',
        unsure({}, k, gone('k', 4), gone('k', 6)),
        'violated',
        'does not go on from',
      ],
      [
        'a key that goes on after its deletion',
        unsure({}, k, gone('k', 4), { ...jump, mod: '6' }),
        'violated',
        'does not go on from',
      ],
      ['a hidden put from before the watch', unsure({ startRevision: '5' }, jump), 'holds'],
      [
        'a watch without deletes is not told of all',
        unsure({ filters: ['nodelete'] }, k, put('k', 'a', 5)),
        'holds',
      ],
      [
        'events may be among the missing lines of the record',
        Object.assign(unsure({}, k, jump), { ended: false }),
        'holds',
      ],
      ['a key that its revision did not change', told(watched(), [put('j', 'b', 2)]), 'violated'],
    ],
  ],
];

for (const [check, cases] of CASES) testCases(check, cases);
