import type { DrillResult, RunResult } from '../../core/run-result.ts';
import { checkCounts, figureOf } from '../figure-of.ts';
import { html, type Markup } from '../markup.ts';
import { count, inSeconds, objectiveWords, quantity, withError } from '../words.ts';
import { verdictBadge } from './badge.ts';
import { notCovered } from './not-covered.ts';

/** All drills of a run in one table; nothing for a run of one. */
export function overview(result: RunResult): Markup {
  if (result.drills.length < 2) return notCovered(result);
  return html`${notCovered(result)}
    <section aria-labelledby="overview">
      <h2 id="overview">Drills of this run</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="overview">
        <table class="overview">
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">Drill</th>
              <th scope="col" class="number">RTO</th>
              <th scope="col" class="number">RPO</th>
              <th scope="col" class="number">Guarantees</th>
              <th scope="col" class="number">Faults</th>
              <th scope="col" class="number">Took</th>
            </tr>
          </thead>
          <tbody>
            ${result.drills.map(row)}
          </tbody>
        </table>
      </div>
      ${repeatedTable(result)}
    </section>`;
}

function row(drill: DrillResult): Markup {
  const { holds, violated, unknown, onPurpose } = checkCounts(drill);
  const proven = drill.faults.filter((fault) => fault.bit).length;
  const rto = figureOf(drill, 'rto');
  return html`<tr>
    <td>${verdictBadge(drill.verdict)}</td>
    <td>
      <a href="#drill-${drill.drill}">${drill.scenario}</a>
      <small
        >${drill.feature} · ${drill.scene} · etcd ${drill.etcd} · <code>${drill.seed}</code></small
      >
    </td>
    <td class="number">${rto === undefined ? '—' : withError(rto)}</td>
    <td class="number">${rpoWords(drill)}</td>
    <td class="number">${holds} of ${holds + violated + unknown + onPurpose}</td>
    <td class="number">${proven} of ${drill.faults.length}</td>
    <td class="number">${inSeconds(drill.seconds)}</td>
  </tr>`;
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
  return html`<h3>Over the repetitions</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Figures over the repetitions">
      <table>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col">Figure</th>
            <th scope="col" class="number">Median</th>
            <th scope="col" class="number">Least</th>
            <th scope="col" class="number">Greatest</th>
            <th scope="col" class="number">Samples</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ scenario, name, unit, median, min, max, samples }) =>
              html`<tr>
                <td>${scenario}</td>
                <td>${objectiveWords(name)}</td>
                <td class="number">${quantity(median, unit)}</td>
                <td class="number">${quantity(min, unit)}</td>
                <td class="number">${quantity(max, unit)}</td>
                <td class="number">${count(samples)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
