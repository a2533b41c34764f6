import type { RunResult, SkippedScenario } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { status } from './badge.ts';

/** Scenarios that were not played, each with the reason; nothing when all were. */
export function notCovered({ skipped = [] }: RunResult): Markup {
  if (skipped.length === 0) return html``;
  return html`<section aria-labelledby="not-covered">
    <h2 id="not-covered">Not covered</h2>
    <p class="lead">
      These scenarios were not played, because something that a fault of theirs needs is not here.
      They say nothing, neither good nor bad.
    </p>
    <ul class="notes">
      ${skipped.map(entry)}
    </ul>
  </section>`;
}

const entry = ({ feature, scenario, scene, reason }: SkippedScenario): Markup =>
  html`<li>
    ${status('unknown', 'not covered')} <strong>${scenario}</strong>
    <small>${feature} · ${scene}</small><br />${reason}
  </li>`;
