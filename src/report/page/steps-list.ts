import type { DrillResult, StepResult } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { inSeconds } from '../words.ts';
import { status } from './badge.ts';

const TONES = { passed: 'good', failed: 'bad', skipped: 'plain', undefined: 'warn' } as const;

/** What was played, step by step, and where the time went. */
export function stepsList({ steps, phases }: DrillResult): Markup {
  return html`<section>
    <h3>Steps</h3>
    ${steps.length === 0 && html`<p class="lead">No step was played.</p>`}
    <ol class="steps">
      ${steps.map(step)}
    </ol>
    ${phases.length > 0 && phaseBar(phases)}
  </section>`;
}

const step = ({ text, status: word, seconds, error }: StepResult): Markup =>
  html`<li>
    ${status(TONES[word], word)} <span class="text">${text}</span>
    <span class="took">${inSeconds(seconds)}</span>
    ${error !== undefined && html`<pre class="error">${error}</pre>`}
  </li>`;

function phaseBar(phases: DrillResult['phases']): Markup {
  const most = Math.max(...phases.map(({ seconds }) => seconds), 0.001);
  return html`<h4>Where the time went</h4>
    <dl class="phases">
      ${phases.map(
        ({ name, seconds }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>
              <span class="bar" style="--share:${(seconds / most).toFixed(4)}"></span>
              <span>${inSeconds(seconds)}</span>
            </dd>
          </div>`,
      )}
    </dl>`;
}
