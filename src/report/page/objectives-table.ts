import type { DrillResult, ObjectiveResult } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { objectiveWords, quantity, withError } from '../words.ts';
import { status } from './badge.ts';
import { table } from './table.ts';

/** Bounded objectives first, then what was measured without a bound, then what does not apply. */
export function objectivesTable({ objectives }: DrillResult): Markup {
  const bounded = objectives.filter(({ bound }) => bound !== null);
  const shown = objectives.filter(({ bound, value }) => bound === null && value !== null);
  const absent = objectives.filter(({ bound, value }) => bound === null && value === null);
  return html`<section>
    <h3>Objectives</h3>
    ${bounded.length === 0 && html`<p class="lead">The scene bounds nothing.</p>`}
    ${bounded.length > 0 && boundedTable(bounded)} ${shown.length > 0 && figures(shown)}
    ${absent.length > 0 && notMeasured(absent)}
  </section>`;
}

const boundedTable = (objectives: readonly ObjectiveResult[]): Markup =>
  table({
    label: 'Objectives',
    columns: ['Objective', { number: 'Measured' }, { number: 'At most' }, 'Status'],
    rows: objectives.map((objective) => [
      html`${objectiveWords(objective.name)} <code>${objective.name}</code>`,
      withError(objective),
      quantity(objective.bound ?? 0, objective.unit),
      html`${statusOf(objective)}
      ${objective.reason !== undefined && html`<small>${objective.reason}</small>`}`,
    ]),
  });

function statusOf(objective: ObjectiveResult): Markup {
  const tone = { met: 'good', missed: 'bad', unmeasured: 'unknown' } as const;
  return status(tone[objective.status], objective.status);
}

const figures = (objectives: readonly ObjectiveResult[]): Markup =>
  html`<h4>Measured, without a bound</h4>
    <dl class="figures">
      ${objectives.map(
        (objective) =>
          html`<div>
            <dt>${objectiveWords(objective.name)}</dt>
            <dd>${withError(objective)}</dd>
          </div>`,
      )}
    </dl>`;

function notMeasured(objectives: readonly ObjectiveResult[]): Markup {
  const byReason = Map.groupBy(objectives, ({ reason }) => reason ?? 'no reason was given');
  return html`<ul class="missing">
    ${[...byReason].map(
      ([reason, group]) =>
        html`<li>
          Not measured (${reason}): ${group.map(({ name }) => objectiveWords(name)).join('; ')}.
        </li>`,
    )}
  </ul>`;
}
