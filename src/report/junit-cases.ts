import type { DrillResult, RunResult, SkippedScenario, SoakWindow } from '../core/run-result.ts';
import type { Verdict } from '../core/verdict.ts';

/** One test of junit.xml. */
export interface Case {
  readonly classname: string;
  readonly name: string;
  readonly seconds: number;
  /** Absent for a scenario that was not played. */
  readonly verdict?: Verdict;
  readonly reason: string;
  /** The error, if there was one, and the command that plays it again. */
  readonly details?: string;
  /** What was played. */
  readonly played?: string;
}

export const SUITE = 'etcd-doomsday';

/** A test for each drill, or for each window of a soak, and for each scenario not covered. */
export function casesOf(result: RunResult): Case[] {
  const { soak, drills, skipped = [] } = result;
  const played = soak === undefined ? drills.map(ofDrill(result)) : soak.windows.map(ofWindow);
  const cases = numbered([...played, ...skipped.map(ofSkipped)]);
  return [...cases, ...ofRun(result, cases)];
}

const ofDrill =
  ({ replay }: RunResult) =>
  ({ feature, scenario, seconds, verdict, reason, error, steps }: DrillResult): Case => ({
    ...{ classname: feature, name: scenario, seconds, verdict, reason },
    details: withError(replay, error),
    played: steps.map(({ text, status }) => `${text.padEnd(76, '.')}${status}`).join('\n'),
  });

const ofWindow = ({ window, seconds, verdict, reason, schedule, replay }: SoakWindow): Case => ({
  ...{ classname: 'soak', name: `window ${window}`, seconds, verdict, reason },
  details: replay,
  played: schedule.join('\n'),
});

const ofSkipped = ({ feature, scenario, reason }: SkippedScenario): Case => ({
  ...{ classname: feature, name: scenario, seconds: 0, reason },
});

/** What no other test tells: a run that failed before its first drill, or that was killed. */
function ofRun({ verdict, reason, error, replay }: RunResult, cases: readonly Case[]): Case[] {
  const isTold = cases.some((one) => one.verdict === verdict);
  const nothingPlayed = cases.length > 0 && cases.every((one) => one.verdict === undefined);
  if (isTold || (nothingPlayed && error === undefined)) return [];
  const details = withError(replay, error);
  return [{ ...{ classname: SUITE, name: 'the run', seconds: 0, verdict, reason, details } }];
}

const withError = (replay: string, error: string | undefined): string =>
  error === undefined ? replay : `${error}\n\n${replay}`;

/** Tests are told apart by their names; those of a repeated scenario have a number. */
function numbered(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const key = JSON.stringify([one.classname, one.name]);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}
