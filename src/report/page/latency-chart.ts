import type { Outcome } from '../../history/types.ts';
import { html, type Markup } from '../markup.ts';
import type { Point } from '../timeline/latency-points.ts';
import type { Pace } from '../timeline/pace.ts';

const HEIGHT = 100;
const GRID = [1, 10, 100, 1000, 10_000];

/** Latency of the load's calls, logarithmic: thinned points by outcome, p50 and p99 as lines. */
export function latencyChart(points: readonly Point[], pace: Pace, end: number): Markup {
  const scale = logScale(points.map(({ ms }) => ms));
  const dots = (outcome: Outcome): string =>
    points
      .filter((point) => point.outcome === outcome)
      .map(({ at, ms }) => `M${at} ${scale.y(ms)}h0`)
      .join('');
  const grid = GRID.filter((ms) => ms > scale.least && ms < scale.most);
  return html`<div class="lane chart latency">
    <div class="name">latency <small>log scale</small></div>
    <div class="track">
      <svg
        viewBox="0 0 ${end} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label="Latency of calls over time, with median and 99th percentile"
      >
        ${grid.map((ms) => html`<path class="grid" d="M0 ${scale.y(ms)}H${end}" />`)}
        <path class="dots ok" d="${dots('ok')}" />
        <path class="dots info" d="${dots('info')}" />
        <path class="dots fail" d="${dots('fail')}" />
        <path class="line p50" d="${line(pace, 'p50', scale.y)}" />
        <path class="line p99" d="${line(pace, 'p99', scale.y)}" />
      </svg>
      ${grid.map(
        (ms) =>
          html`<span class="scale" style="--y:${(1 - scale.y(ms) / HEIGHT).toFixed(3)}"
            >${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}</span
          >`,
      )}
    </div>
  </div>`;
}

interface Scale {
  readonly least: number;
  readonly most: number;
  y(ms: number): number;
}

function logScale(values: readonly number[]): Scale {
  const positive = values.filter((ms) => ms > 0);
  const least = Math.max(0.05, positive.reduce((a, b) => Math.min(a, b), 1) * 0.8);
  const most = positive.reduce((a, b) => Math.max(a, b), 10) * 1.4;
  const span = Math.log(most / least);
  const y = (ms: number): number =>
    Number((HEIGHT * (1 - Math.log(Math.max(ms, least) / least) / span)).toFixed(1));
  return { least, most, y };
}

/** Broken where a bin has no answer: nobody knows what latency was there. */
function line(pace: Pace, which: 'p50' | 'p99', y: (ms: number) => number): string {
  let path = '';
  let pen = 'M';
  pace.bins.forEach((bin, i) => {
    const ms = bin[which];
    if (ms === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${((i + 0.5) * pace.width).toFixed(3)} ${y(ms)}`;
    pen = 'L';
  });
  return path;
}
