import type { Minimised, RunResult, SoakFacts, SoakWindow } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { count, inSeconds, plural, quantity } from '../words.ts';
import { verdictBadge } from './badge.ts';

/** So that the page of a soak of days stays small; verdict.json has them all. */
const MOST_ROWS = 60;

/** The windows of a soak; nothing for any other run. */
export function soakSection({ soak }: RunResult): Markup {
  if (soak === undefined) return html``;
  const { windows } = soak;
  const failed = windows.filter(({ verdict }) => verdict !== 'passed');
  const shown =
    windows.length > MOST_ROWS ? [...failed, ...windows.slice(-MOST_ROWS / 2)] : windows;
  const rows = [...new Set(shown)].toSorted((a, b) => a.window - b.window);
  return html`<section aria-labelledby="soak">
    <h2 id="soak">Windows of this soak</h2>
    <p>${words(soak)}</p>
    ${soak.minimised !== undefined && fewest(soak.minimised)}
    <div class="scroll" tabindex="0" role="region" aria-labelledby="soak">
      <table>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Window</th>
            <th scope="col" class="number">Faults</th>
            <th scope="col" class="number">Operations</th>
            <th scope="col" class="number">Guarantees</th>
            <th scope="col" class="number">Took</th>
            <th scope="col">Storm</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(row)}
        </tbody>
      </table>
    </div>
    ${
      rows.length < windows.length &&
      html`<p>${count(windows.length - rows.length)} more windows passed: see verdict.json.</p>`
    }
  </section>`;
}

function words({ windows, faults, faultsPerHour, operations, maxRssBytes, records }: SoakFacts) {
  return [
    `${plural(windows.length, 'window')} judged, records of those that passed ${records}`,
    `${plural(faults, 'fault')} proven and healed, ${count(faultsPerHour)} an hour`,
    `${plural(operations, 'operation')} judged`,
    `the harness held at most ${quantity(maxRssBytes, 'bytes')}`,
  ].join('; ');
}

function fewest({ window, again, of, only, schedule, complete, replay }: Minimised): Markup {
  if (!again) return html`<p>Window ${window} did not fail again on a new cluster.</p>`;
  const sure = complete ? '' : ' (the time was over: maybe fewer)';
  return html`<p>
    ${only.length} of ${plural(of, 'fault')} of window ${window} still fail${sure}:
    ${schedule.join('; ')}. Play them again: <code>${replay}</code>
  </p>`;
}

const row = ({ window, verdict, reason, guarantees, ...more }: SoakWindow): Markup =>
  html`<tr>
    <td>${verdictBadge(verdict)}</td>
    <td>
      ${window}
      ${verdict !== 'passed' && html`<small>${reason} · <code>${more.replay}</code></small>`}
    </td>
    <td class="number">${count(more.faults)}</td>
    <td class="number">${count(more.operations)}</td>
    <td class="number">
      ${guarantees.holds} of ${guarantees.holds + guarantees.violated + guarantees.unknown}
    </td>
    <td class="number">${inSeconds(more.seconds)}</td>
    <td><small>${more.schedule.join('; ')}</small></td>
  </tr>`;
