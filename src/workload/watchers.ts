import type { EtcdEndpoint } from '../etcd/connection.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Int64 } from '../history/types.ts';
import { prefixEnd } from './key-space.ts';
import { MemberWatch, type Compacted } from './member-watch.ts';

export interface WatchersPlan {
  readonly sink: HistorySink;
  readonly endpoints: ReadonlyMap<string, EtcdEndpoint>;
  readonly epoch: () => number;
  /** Default: the whole key space, so that a revision of nobody's call can be attributed. */
  readonly prefix?: string;
  /** Where the watchers begin; absent = with what comes next. */
  readonly startRevision?: Int64;
}

/** One watcher a member, each resuming where it was. */
export interface Watchers {
  /** Which watchers were told `compacted`, and up to where. */
  readonly compacted: readonly Compacted[];
  /**
   * Whether every watcher has heard something of this epoch or a later one: events, progress or
   * `compacted`. Those that have not are asked for progress, so look again.
   */
  allAnswered(epoch: number): boolean;
  /**
   * Whether every watcher has been told of everything up to `revision`. Those that have not are
   * asked for progress, so look again.
   */
  allReached(revision: bigint): boolean;
  stop(): Promise<void>;
}

export function startWatchers({ prefix = '', ...plan }: WatchersPlan): Watchers {
  const range = prefix === '' ? WHOLE_KEY_SPACE : { key: prefix, end: prefixEnd(prefix) };
  const { endpoints, ...rest } = plan;
  const watches = [...endpoints].map(
    ([member, endpoint]) => new MemberWatch({ ...rest, member, endpoint, ...range }),
  );
  return {
    get compacted() {
      return watches.flatMap((watch) => watch.compacted);
    },
    allAnswered: (epoch) =>
      watches.map((watch) => watch.answered(epoch)).every((answered) => answered),
    allReached: (revision) =>
      watches.map((watch) => watch.reached(revision)).every((reached) => reached),
    stop: async () => {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
  };
}

/** From the first possible key on: etcd has no empty key, and its end "\0" means no end. */
const WHOLE_KEY_SPACE = { key: '\0', end: '\0' };
