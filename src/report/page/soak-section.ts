import type { RunResult, SoakWindow } from '../../core/run-result.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { count, inSeconds, plural } from '../words.ts';
import { verdictBadge } from './badge.ts';
import { fewest, figures, inOrder } from './soak-figures.ts';
import { table } from './table.ts';

/** So that the page of a soak of days stays small; verdict.json has them all. */
const MOST_ROWS = 60;
const NUMBERS = ['Faults', 'Operations', 'Guarantees', 'Took'].map((number) => ({ number }));

/** The windows of a soak; nothing for any other run. `told`: windows that have a section each. */
export function soakSection({ soak }: RunResult, told: ReadonlySet<number>): Markup {
  if (soak === undefined) return html``;
  const { windows, minimised } = soak;
  const rows = shownOf(windows);
  return html`<section aria-labelledby="soak">
    <h2 id="soak">Windows of this soak</h2>
    ${figures(soak)} ${minimised !== undefined && fewest(minimised)}
    ${table({
      label: '#soak',
      columns: ['Window', 'Verdict', 'Storm', ...NUMBERS],
      rows: rows.map((window) => row(window, told)),
      look: 'windows',
    })}
    <p class="meta">
      ${
        rows.length < windows.length &&
        `${plural(windows.length - rows.length, 'more window')} in verdict.json.`
      }
      The records of windows that passed were ${soak.records}.
    </p>
  </section>`;
}

/** All, or as many of those that did not pass as have room, and the newest. */
function shownOf(windows: readonly SoakWindow[]): readonly SoakWindow[] {
  if (windows.length <= MOST_ROWS) return windows;
  const failed = windows.filter(({ verdict }) => verdict !== 'passed');
  const shown = new Set([...failed.slice(0, MOST_ROWS / 2), ...windows.slice(-MOST_ROWS / 2)]);
  return windows.filter((window) => shown.has(window));
}

const row = (
  { window, verdict, reason, guarantees, schedule, ...more }: SoakWindow,
  told: ReadonlySet<number>,
): Part[] => [
  told.has(window) ? html`<a href="#drill-${window}">${window}</a>` : window,
  verdictBadge(verdict),
  html`${verdict !== 'passed' && html`<p>${reason}</p>`}
    <small>${inOrder(schedule)}</small>
    ${verdict !== 'passed' && html`<code>${more.replay}</code>`}`,
  count(more.faults),
  count(more.operations),
  `${guarantees.holds} of ${guarantees.holds + guarantees.violated + guarantees.unknown}`,
  inSeconds(more.seconds),
];
