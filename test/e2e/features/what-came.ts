import type { DrillResult } from '../../../src/core/run-result.ts';
import type { FaultLine, Line } from '../../../src/history/types.ts';
import { ALL_WELL, phases } from '../../contract/faults/phases.ts';
import type { FinishedRun } from '../../support/finished-run.ts';
import { scenariosOf } from './scenarios-of.ts';
import { skippedOn, type Kind } from './skipped-on.ts';

/** What a feature comes to when all is well. */
export async function allWell(feature: string, kind: Kind) {
  const skipped = skippedOn(kind);
  const all = await scenariosOf(feature);
  const played = all.filter(({ name }) => !skipped.has(name));
  return {
    ...{ verdict: 'passed', exitCode: 0 },
    skipped: all.flatMap(({ name }) => (skipped.has(name) ? [[name, skipped.get(name)]] : [])),
    drills: played.map(({ name, expectedUnsafe: announced }) => ({
      ...{ name, verdict: 'passed', error: undefined, stepsNotPassed: [] },
      ...{ notProven: [], unannounced: [], announced },
    })),
    records: played.map(({ name }) => ({ name, harmed: true, notWell: [] })),
  };
}

/** What one came to: its drills as the verdict tells them, and their faults as the record does. */
export function whatCame({ result, history }: FinishedRun) {
  const { verdict, exitCode, skipped = [], drills } = result;
  return {
    ...{ verdict, exitCode },
    skipped: skipped.map(({ scenario, reason }) => [scenario, reason]),
    drills: drills.map(drillCame),
    records: recordsOf(history),
  };
}

function drillCame(drill: DrillResult) {
  const { scenario: name, verdict, error, steps, faults, checks, expectedUnsafe } = drill;
  const violated = checks.filter(({ status }) => status === 'violated').map((check) => check.name);
  return {
    ...{ name, verdict, error },
    stepsNotPassed: steps.filter(({ status }) => status !== 'passed').map(({ text }) => text),
    notProven: faults.filter(({ bit, gone }) => !bit || !gone),
    unannounced: violated.filter((check) => !expectedUnsafe.includes(check)),
    announced: violated.length > 0,
  };
}

/** Each drill's injections: whether there was any, and the phases of those that did not go well. */
function recordsOf(history: readonly Line[]) {
  const starts = history.flatMap((line, i) => (line.t === 'header' ? [i] : []));
  return starts.map((start, i) => {
    const lines = history.slice(start, starts[i + 1]);
    const faults = lines.filter((line) => line.t === 'fault');
    const [header] = lines;
    const name = header?.t === 'header' ? header.scenario : undefined;
    return { name, harmed: faults.length > 0, notWell: notWell(faults) };
  });
}

function notWell(lines: readonly FaultLine[]): string[] {
  const injections = Map.groupBy(lines, ({ id }) => id);
  return [...injections.values()]
    .filter((one) => phases(one).join() !== ALL_WELL.join())
    .map((one) => `${one[0]?.name}: ${one.map(told).join('; ')}`);
}

const told = ({ phase, ok, evidence }: FaultLine): string =>
  ok ? phase : `${phase} failed: ${evidence}`;
