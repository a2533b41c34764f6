import type { DrillResult } from '../../core/run-result.ts';
import type { DrillRecord } from '../../history/types.ts';
import { html, type Markup } from '../markup.ts';
import { inSeconds } from '../words.ts';
import { verdictBadge } from './badge.ts';
import { checksList } from './checks-list.ts';
import { envelopeSection } from './envelope-section.ts';
import { faultsTable } from './faults-table.ts';
import { keyFigures } from './key-figures.ts';
import { lostWritesSection } from './lost-writes.ts';
import { objectivesTable } from './objectives-table.ts';
import { stagesChart } from './stages-chart.ts';
import { stepsList } from './steps-list.ts';
import { timeline } from './timeline.ts';

/**
 * One drill from its verdict down to its steps. `points`: how many calls its picture may draw;
 * `alone`: it is the whole run, whose verdict stands above already; `soak`: it is a window of one.
 */
export function drillSection(
  drill: DrillResult,
  record: DrillRecord | undefined,
  { points, alone, soak }: { points: number; alone: boolean; soak: boolean },
): Markup {
  return html`<article
    class="drill${alone && ' alone'}"
    id="drill-${drill.drill}"
    aria-labelledby="title-${drill.drill}"
  >
    <header>
      <p class="crumb">${soak ? 'Soak' : `Drill ${drill.drill} · ${drill.feature}`}</p>
      <h2 id="title-${drill.drill}">${soak ? `Window ${drill.drill}` : drill.scenario}</h2>
      ${!alone && outcome(drill)}
      <p class="meta">
        scene ${drill.scene} · etcd ${drill.etcd} · seed <code>${drill.seed}</code> ·
        ${inSeconds(drill.seconds)}
      </p>
    </header>
    ${keyFigures(drill)}
    ${drill.error !== undefined && html`<pre class="error">${drill.error}</pre>`}
    ${stagesChart(drill)} ${envelopeSection(record)}
    ${record !== undefined && timeline(drill, record, points)} ${checksList(drill)}
    ${lostWritesSection(record)} ${objectivesTable(drill)} ${faultsTable(drill)} ${notesList(drill)}
    ${stepsList(drill)}
  </article>`;
}

const outcome = ({ verdict, reason }: DrillResult): Markup =>
  html`<p class="outcome">${verdictBadge(verdict)} <span>${reason}</span></p>`;

function notesList({ notes }: DrillResult): Markup {
  if (notes.length === 0) return html``;
  return html`<section>
    <h3>Notes</h3>
    <ul class="notes">
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}
