import { toSeconds, type Duration } from '../core/duration.ts';
import type { DrillResult, StepResult } from '../core/run-result.ts';
import { MARK } from '../history/marks.ts';
import type { DrillRecord } from '../history/types.ts';
import { viewOf } from '../objectives/drill-view.ts';
import { measure } from '../objectives/measure.ts';

/** What the record of a drill tells when the drill was never judged: figures, but no checks. */
export function unjudgedDrill(number: number, record: DrillRecord): DrillResult {
  const { header } = record;
  return {
    drill: number,
    feature: header.feature ?? 'unknown feature',
    scenario: header.scenario ?? 'unknown scenario',
    scene: header.scene,
    etcd: [...new Set(Object.values(header.etcd))].join(', ') || 'unknown',
    seed: header.seed,
    verdict: 'broken',
    reason: 'the run ended before this drill was judged',
    seconds: toSeconds(viewOf(record).end as Duration),
    steps: stepsOf(record),
    checks: [],
    expectedUnsafe: [],
    notes: [],
    ...measure(record),
  };
}

/** Steps as far as their marks say how they ended. */
function stepsOf({ marks }: DrillRecord): StepResult[] {
  const begun = new Map<string, number>();
  return marks.flatMap(({ name, at, detail }): StepResult[] => {
    if (name !== MARK.step || typeof detail?.text !== 'string') return [];
    const { text, status } = detail;
    if (status === 'running') begun.set(text, at);
    if (status !== 'passed' && status !== 'failed' && status !== 'skipped') return [];
    return [{ text, status, seconds: toSeconds((at - (begun.get(text) ?? at)) as Duration) }];
  });
}
