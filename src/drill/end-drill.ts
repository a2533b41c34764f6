import type { DrillResult } from '../core/run-result.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import type { HealFailure } from '../core/heal-stack.ts';
import { FAULT_HEAL } from '../faults/inject-fault.ts';
import { conclude, judgeRecord, type Conclusion } from './conclude.ts';
import type { Drill } from './drill.ts';
import { requiredChecks } from './required-checks.ts';
import { verdictOfDrill } from './verdict-of-drill.ts';

/**
 * Brings a drill to its end, however far it came: concludes it, undoes everything, removes the
 * machines, and puts the verdict together. Never throws: what goes wrong here becomes the verdict.
 */
export async function endDrill(drill: Drill): Promise<DrillResult> {
  const failures: HealFailure[] = [];
  const conclusion = await bestConclusion(drill, failures);
  drill.phases.enter('remove');
  failures.push(...(await drill.heals.healAll()));
  await drill.recorder.close().catch(() => undefined);
  const leftovers = failures
    .filter(({ name, error }) => !name.startsWith(FAULT_HEAL) || couldNotHeal(error))
    .map(({ name, error }) => `${name}: ${firstLine(error)}`);
  return result(drill, conclusion, leftovers);
}

/** A fault that was healed and yet not proven gone is in the record as such; this one is worse. */
const couldNotHeal = (error: unknown): boolean =>
  error instanceof DoomsdayError && error.code === 'HEAL_FAILED';

const EMPTY: Conclusion = {
  checks: [],
  recorderFaults: [],
  objectives: [],
  stages: [],
  faults: [],
  phases: [],
  workload: { ok: 0, fail: 0, info: 0, opsPerSecond: 0 },
};

/** A drill that failed half-way is judged on what it has: no settling, no final read. */
async function bestConclusion(drill: Drill, failures: HealFailure[]): Promise<Conclusion> {
  try {
    if (drill.failure === undefined || drill.conclusion !== undefined) return await conclude(drill);
  } catch (error) {
    drill.failure ??= error;
  }
  try {
    // Before the record is closed, so that it says which faults are gone.
    failures.push(...(await drill.heals.healAll(FAULT_HEAL)));
    await drill.load?.workload.stop();
    await drill.load?.probes.stop();
    return await judgeRecord(drill);
  } catch (error) {
    drill.failure ??= error;
    return EMPTY;
  }
}

function result(drill: Drill, conclusion: Conclusion, leftovers: readonly string[]): DrillResult {
  const { expectations, failure, number, scenario, scene, etcd, seed, steps, notes } = drill;
  const { checks, recorderFaults, objectives, stages, faults, workload } = conclusion;
  const required = requiredChecks(drill);
  const { expectedUnsafe } = expectations;
  const judged = verdictOfDrill({
    checks,
    recorderFaults,
    required,
    expectedUnsafe,
    objectives,
    faults,
    failure,
    leftovers,
  });
  const times = drill.phases.times();
  return {
    drill: number,
    feature: scenario.feature,
    scenario: scenario.scenario,
    scene: scene.name,
    etcd,
    seed,
    ...judged,
    seconds: times.reduce((sum, p) => sum + p.seconds, 0),
    steps,
    objectives,
    stages,
    checks,
    expectedUnsafe: [...expectedUnsafe],
    faults,
    workload,
    phases: times,
    notes,
    ...(failure === undefined ? {} : { error: rendered(failure) }),
  };
}

const rendered = (error: unknown): string => {
  if (error instanceof DoomsdayError) return error.render();
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] as string;
