import type { Minimised, SoakFacts } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { count, plural, quantity } from '../words.ts';

/** What a soak came to, in four numbers. */
export function figures({
  windows,
  faults,
  faultsPerHour,
  operations,
  maxRssBytes,
}: SoakFacts): Markup {
  const passed = windows.filter(({ verdict }) => verdict === 'passed').length;
  const all: readonly (readonly [string, string])[] = [
    ['Windows that passed', `${count(passed)} of ${count(windows.length)}`],
    ['Faults proven and healed', `${count(faults)} (${count(faultsPerHour)} an hour)`],
    ['Operations judged', count(operations)],
    ['Memory of the harness', `at most ${quantity(maxRssBytes, 'bytes')}`],
  ];
  return html`<dl class="figures">
    ${all.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The fewest faults of a window that still fail; or that it did not fail again. */
export function fewest({ window, again, of, only, schedule, complete, replay }: Minimised): Markup {
  if (!again) {
    return html`<p class="fewest">Window ${window} did not fail again on a new cluster.</p>`;
  }
  const sure = complete ? '' : ' (the time was over: maybe fewer)';
  return html`<div class="fewest">
    <p>
      <strong>${only.length} of ${plural(of, 'fault')}</strong> of window ${window} still
      ${only.length === 1 ? 'fails' : 'fail'} alone${sure}: ${inOrder(schedule)}
    </p>
    <p><code>${replay}</code></p>
  </div>`;
}

/** A storm: one round after the other. */
export const inOrder = (schedule: readonly string[]): string => schedule.join(' → ');
