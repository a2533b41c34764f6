import { rm } from 'node:fs/promises';
import { pass } from '../core/clock.ts';
import type { Duration } from '../core/duration.ts';
import type { Member } from '../cluster/member.ts';
import { saveSnapshot, type SaveSnapshot } from './save-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

export interface SchedulePlan extends SaveSnapshot {
  readonly every: Duration;
  /** How many of the newest are kept. */
  readonly keep: number;
  /** Whom to ask this time; undefined = nobody can be asked now, the turn is left out. */
  readonly ask: () => Promise<Member | undefined>;
  /** Told of a turn that failed; the schedule goes on, as a cron job does. */
  readonly onFailure: (error: unknown) => void;
}

/** A backup job that runs beside the load. */
export interface SnapshotSchedule {
  /** Newest last. */
  readonly snapshots: readonly Snapshot[];
  /** Ends the schedule and waits for a save that is under way. */
  stop(): Promise<void>;
}

/** Saves a snapshot at once and then every `every`, measured from start to start. */
export function startSnapshotSchedule(plan: SchedulePlan): SnapshotSchedule {
  const snapshots: Snapshot[] = [];
  const stopping = new AbortController();
  const running = runSchedule(plan, snapshots, stopping.signal);
  return {
    snapshots,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function runSchedule(
  plan: SchedulePlan,
  taken: Snapshot[],
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const turn = pass(plan.every, stop).catch(() => undefined);
    try {
      const member = await plan.ask();
      if (member !== undefined) taken.push(await saveSnapshot(member, plan));
      await forgetOld(taken, plan.keep);
    } catch (error) {
      plan.onFailure(error);
    }
    await turn;
  }
}

async function forgetOld(taken: Snapshot[], keep: number): Promise<void> {
  for (const old of taken.splice(0, Math.max(0, taken.length - keep)))
    await rm(old.file, { force: true });
}
