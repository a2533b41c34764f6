import { byteString, inRange } from '../../history/byte-string.ts';
import type { OpLine, PlainRequest, WatchLine } from '../../history/types.ts';
import { firstNot } from '../columns/bisect.ts';
import { KIND } from '../columns/kind.ts';
import type { Stream } from '../watch/stream.ts';
import { contradiction } from './contradiction.ts';
import type { Progress } from './progress.ts';

type DeleteRequest = Extract<PlainRequest, { op: 'delete' }>;

/**
 * Holds what a delete counts against the deletions that a watch of all its keys was told of at its
 * revision: whatever stood there before, "a list of events is guaranteed to encompass complete
 * revisions". A watch that was told of none of them proves nothing here, and nothing is certain
 * where lines of the record are missing. Cost: O(watches * log events + keys deleted).
 */
export function againstToldDeletions(
  progress: Progress,
  streams: readonly Stream[],
  index: number,
  at: number,
): void {
  const { outline: plan, facts, found } = progress;
  if (plan.columns.kinds[index] !== KIND.delete || !facts.complete || plan.keys.hashed) return;
  const op = plan.ops[index] as OpLine;
  const { req, res } = op;
  if (req.op !== 'delete' || res?.deleted === undefined) return;
  for (const stream of streams) {
    const told = isOfAll(stream.open, req) ? deletionsAt(stream, at) : 0;
    if (told === 0 || told === res.deleted) continue;
    const why = `deleted ${res.deleted} keys, and a watch of all that it names was told of ${told}`;
    const events = `watch ${stream.id}: ${told} deletions at revision ${at}`;
    found.push(
      contradiction(
        'answer',
        why,
        [
          ['answered', op],
          ['told', events],
        ],
        'one count',
      ),
    );
    return;
  }
}

/** Whether a watch asked for every deletion that a request may make. */
function isOfAll(open: WatchLine | undefined, req: DeleteRequest): boolean {
  if (open?.key === undefined || open.filters?.includes('nodelete') === true) return false;
  const [low, first] = [byteString(open.key), byteString(req.key)];
  const high = open.end === undefined ? '' : byteString(open.end);
  const end = req.end === undefined ? '' : byteString(req.end);
  if (low === '\0' && high === '\0') return true;
  if (end === '') return inRange(first, low, high);
  return first >= low && (high === '\0' || (end !== '\0' && high !== '' && end <= high));
}

/** How many keys a watch was told to be deleted at a revision; 0 where its answer is a piece. */
function deletionsAt({ told, lines }: Stream, at: number): number {
  const keys = new Set<number>();
  let last = firstNot(told.size, (i) => (told.mods[i] as number) < at);
  for (; last < told.size && told.mods[last] === at; last++) {
    if (told.puts[last] === 0) keys.add(told.keys[last] as number);
  }
  if (keys.size === 0) return 0;
  const { line } = told.at(last - 1);
  return line.fragment === true && line === lines.at(-1) ? 0 : keys.size;
}
