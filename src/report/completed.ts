import { basename } from 'node:path';
import type { DrillResult, RunResult } from '../core/run-result.ts';
import { EXIT, worst, type Verdict } from '../core/verdict.ts';
import type { DrillRecord } from '../history/types.ts';
import { repeated } from '../objectives/repeated.ts';
import { unjudgedDrill } from './unjudged-drill.ts';

export interface Parts {
  readonly folder: string;
  readonly run: Partial<RunResult> | undefined;
  readonly drills: readonly DrillResult[];
  readonly records: ReadonlyMap<number, DrillRecord>;
  readonly notices: readonly string[];
}

/**
 * A whole result from what a run left. Whatever a killed run did not write is taken from the
 * record; a drill that nobody judged, or a run without its last word, is `broken`.
 */
export function completed({ folder, run, drills, records, notices }: Parts): {
  result: RunResult;
  notices: readonly string[];
} {
  const judged = new Set(drills.map(({ drill }) => drill));
  const unjudged = [...records].filter(([number]) => !judged.has(number));
  const all = [...drills, ...unjudged.map(([number, record]) => unjudgedDrill(number, record))];
  all.sort((a, b) => a.drill - b.drill);
  const last = run === undefined || unjudged.length > 0 ? undefined : lastVerdict(run, drills);
  const verdict = last ?? worst([...all.map((drill) => drill.verdict), 'broken']);
  const more = unjudged.map(
    ([number]) => `Drill ${number} was not judged; its figures come from its record.`,
  );
  const result = {
    ...fallback(folder, records, all),
    ...run,
    ...(last === undefined ? lastWord(verdict) : {}),
  };
  const again = run?.repeated ?? repeated(all);
  const spread = again.length > 0 ? { repeated: again } : {};
  return { result: { ...result, verdict, drills: all, ...spread }, notices: [...notices, ...more] };
}

/** run.json is also written when the run begins; then it does not know how its drills ended. */
function lastVerdict(run: Partial<RunResult>, drills: readonly DrillResult[]): Verdict | undefined {
  const { verdict, error } = run;
  const stale = error === undefined && verdict !== worst(drills.map((drill) => drill.verdict));
  return stale ? undefined : verdict;
}

const lastWord = (verdict: Verdict) => ({
  exitCode: EXIT[verdict],
  reason: 'the run ended before it could say its verdict',
});

/** What the records say of a run whose run.json is missing. */
function fallback(
  folder: string,
  records: ReadonlyMap<number, DrillRecord>,
  drills: readonly DrillResult[],
): RunResult {
  const header = [...records.values()][0]?.header;
  const versions = Object.entries(header?.etcd ?? {}).map(([, version]) => version);
  return {
    run: header?.run ?? basename(folder),
    seed: header?.seed ?? drills[0]?.seed ?? 'unknown',
    runtime: 'process',
    verdict: 'broken',
    exitCode: EXIT.broken,
    reason: '',
    replay: `doomsday replay ${folder}`,
    startedAt: header?.startedAt ?? 'unknown',
    seconds: drills.reduce((sum, drill) => sum + drill.seconds, 0),
    versions: [...new Set(versions)].map((version) => ({
      name: 'etcd',
      version,
      digest: 'unknown',
      source: 'the record',
    })),
    drills: [],
  };
}
