import type { CheckResult } from '../core/check-result.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';
import { conclude } from './conclude.ts';
import type { Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';
import { objectiveTold } from './objective-told.ts';

/** Ends the experiment, judges it, and demands that these guarantees hold. */
export async function expectHolds(drill: Drill, names: readonly string[]): Promise<void> {
  for (const name of names) drill.expectations.required.add(name);
  const { checks } = await conclude(drill);
  for (const name of names) demand(checks, name);
}

function demand(checks: readonly CheckResult[], name: string): void {
  const check = find(checks, name);
  if (check.status === 'holds') return;
  const witness = check.witnesses[0];
  throw new DoomsdayError({
    code: check.status === 'violated' ? 'VIOLATED' : 'UNKNOWN',
    message: `${name} is ${check.status}: ${witness?.why ?? check.reason}`,
    expected: check.guarantee,
    observed:
      witness?.observed.map(([label, text]) => `${label}: ${text}`).join('\n') ?? check.reason,
    next: `the guarantee's source: ${check.source}`,
    exit: check.status === 'violated' ? EXIT.unsafe : EXIT.inconclusive,
  });
}

/** Demands that exactly the named guarantees are violated: each of them, and no other. */
export async function expectUnsafe(drill: Drill, names: readonly string[]): Promise<void> {
  for (const name of names) drill.expectations.expectedUnsafe.add(name);
  const { checks } = await conclude(drill);
  const absent = names.filter((name) => find(checks, name).status !== 'violated');
  if (absent.length === 0) return;
  throw expectationFailed({
    message: `${absent.join(' and ')} should have been violated and was not`,
    expected: `violated: ${names.join(', ')}`,
    observed: absent.map((name) => `${name}: ${find(checks, name).status}`).join('\n'),
  });
}

/** Demands that an objective of the scene is met. Without a bound in the scene it must be measured. */
export async function expectMet(drill: Drill, name: string): Promise<void> {
  const { objectives } = await conclude(drill);
  const figure = objectives.find((o) => o.name === name);
  if (figure?.status === 'met') return;
  const exit = figure?.status === 'missed' ? EXIT.missed : EXIT.inconclusive;
  const told = figure === undefined ? `${name} was not measured` : objectiveTold(figure);
  throw new DoomsdayError({ code: 'OBJECTIVE', message: told, exit });
}

function find(checks: readonly CheckResult[], name: string): CheckResult {
  const found = checks.find((c) => c.name === name);
  if (found !== undefined) return found;
  throw new DoomsdayError({
    code: 'NO_SUCH_CHECK',
    message: `there is no check called ${name}`,
    expected: checks.map((c) => c.name).join(', '),
  });
}
