import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';
import { acknowledgedWritesSurvive } from './acknowledged-writes-survive.ts';
import type { Check } from './check.ts';
import { compactionIsExact } from './compaction-is-exact.ts';
import { idsAndTerms } from './ids-and-terms.ts';
import { leasesLiveTheirTime } from './leases-live-their-time.ts';
import { linearizable } from './linearizable.ts';
import { locksHaveOneOwner } from './locks-have-one-owner.ts';
import { membersAgreeOnHash } from './members-agree-on-hash.ts';
import { membersServeAndAgree } from './members-serve-and-agree.ts';
import { oldCompareAndSetFails } from './old-compare-and-set-fails.ts';
import { oldWatchersAreTold } from './old-watchers-are-told.ts';
import { oneCluster } from './one-cluster.ts';
import { restoredStateIsAnExactPrefix } from './restored-state-is-an-exact-prefix.ts';
import { restoredAccessIsKept } from './restored-access-is-kept.ts';
import { restoredAlarmsAreKept } from './restored-alarms-are-kept.ts';
import { restoredLeasesAreKept } from './restored-leases-are-kept.ts';
import { revisionsNeverAgain } from './revisions-never-again.ts';
import { watchAtomic } from './watch-atomic.ts';
import { watchBookmarkable } from './watch-bookmarkable.ts';
import { watchEventsAreTrue } from './watch-events-are-true.ts';
import { watchFiltered } from './watch-filtered.ts';
import { watchOrdered } from './watch-ordered.ts';
import { watchReliable } from './watch-reliable.ts';
import { watchResumable } from './watch-resumable.ts';
import { watchUnique } from './watch-unique.ts';

/** Every guarantee that a record is held against, in the order of the report. */
export const CHECKS: readonly Check[] = [
  acknowledgedWritesSurvive,
  linearizable,
  restoredStateIsAnExactPrefix,
  restoredLeasesAreKept,
  restoredAccessIsKept,
  restoredAlarmsAreKept,
  revisionsNeverAgain,
  oldWatchersAreTold,
  oldCompareAndSetFails,
  oneCluster,
  membersAgreeOnHash,
  membersServeAndAgree,
  acknowledgedIsDurable,
  idsAndTerms,
  leasesLiveTheirTime,
  locksHaveOneOwner,
  compactionIsExact,
  watchOrdered,
  watchUnique,
  watchReliable,
  watchAtomic,
  watchResumable,
  watchBookmarkable,
  watchFiltered,
  watchEventsAreTrue,
];
