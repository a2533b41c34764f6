import type { DrillResult, RunResult } from '../../core/run-result.ts';
import { checkCounts, figureOf } from '../figure-of.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { count, inSeconds, objectiveWords, quantity, withError } from '../words.ts';
import { verdictBadge } from './badge.ts';
import { notCovered } from './not-covered.ts';
import { table } from './table.ts';

/** All drills of a run in one table; nothing for a run of one, or for a soak: it has its windows. */
export function overview(result: RunResult): Markup {
  if (result.drills.length < 2 || result.soak !== undefined) return notCovered(result);
  const numbers = ['RTO', 'RPO', 'Guarantees', 'Faults', 'Took'].map((number) => ({ number }));
  return html`${notCovered(result)}
    <section aria-labelledby="overview">
      <h2 id="overview">Drills of this run</h2>
      ${table({
        label: '#overview',
        columns: ['Verdict', 'Drill', ...numbers],
        rows: result.drills.map(row),
        look: 'overview',
      })}
      ${repeatedTable(result)}
    </section>`;
}

function row(drill: DrillResult): Part[] {
  const { holds, violated, unknown, onPurpose } = checkCounts(drill);
  const proven = drill.faults.filter((fault) => fault.bit).length;
  const rto = figureOf(drill, 'rto');
  return [
    verdictBadge(drill.verdict),
    html`<a href="#drill-${drill.drill}">${drill.scenario}</a>
      <small
        >${drill.feature} · ${drill.scene} · etcd ${drill.etcd} · <code>${drill.seed}</code></small
      >`,
    rto === undefined ? '—' : withError(rto),
    rpoWords(drill),
    `${holds} of ${holds + violated + unknown + onPurpose}`,
    `${proven} of ${drill.faults.length}`,
    inSeconds(drill.seconds),
  ];
}

function rpoWords(drill: DrillResult): string {
  const writes = figureOf(drill, 'rpo.writes')?.value;
  return writes == null ? '—' : quantity(writes, 'writes');
}

/** The rest of the figures is in verdict.json. */
const REPEATED: ReadonlySet<string> = new Set([
  'rto',
  'rpo.writes',
  'rpo.seconds',
  'unavailability.seconds',
  'leader.changes',
]);

function repeatedTable({ repeated = [] }: RunResult): Markup {
  const shown = repeated.filter(({ name }) => REPEATED.has(name));
  if (shown.length === 0) return html``;
  const numbers = ['Median', 'Least', 'Greatest', 'Samples'].map((number) => ({ number }));
  return html`<h3>Over the repetitions</h3>
    ${table({
      label: 'Figures over the repetitions',
      columns: ['Scenario', 'Figure', ...numbers],
      rows: shown.map(({ scenario, name, unit, median, min, max, samples }) => [
        scenario,
        objectiveWords(name),
        ...[median, min, max].map((value) => quantity(value, unit)),
        count(samples),
      ]),
    })}`;
}
