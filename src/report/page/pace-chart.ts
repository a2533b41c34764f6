import { html, type Markup } from '../markup.ts';
import type { Pace } from '../timeline/pace.ts';
import { count } from '../words.ts';

const HEIGHT = 100;

/**
 * Answers a second: acknowledged, and in front of them failed and unknown. The scale is that of the
 * acknowledged ones: a burst of failures higher than that is cut at the top.
 */
export function paceChart(pace: Pace, end: number): Markup {
  const good = pace.bins.map(({ ok }) => ok / pace.width);
  const bad = pace.bins.map(({ fail, info }) => (fail + info) / pace.width);
  const best = Math.max(...good);
  const top = niceCeiling(best > 0 ? best : Math.max(1, ...bad));
  const label = `Acknowledged calls a second, at most ${count(Math.round(best))}`;
  return html`<div class="lane chart pace">
    <div class="name">answers/s <small>load</small></div>
    <div class="track">
      <svg
        viewBox="0 0 ${end} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label="${label}"
      >
        <path class="ok" d="${area(good, pace.width, top)}" />
        <path class="bad" d="${area(bad, pace.width, top)}" />
      </svg>
      <span class="scale" style="--y:1">${count(top)}</span>
      <span class="scale" style="--y:.5">${count(top / 2)}</span>
    </div>
  </div>`;
}

/** Steps from bin to bin; empty stretches are left out of the path. */
function area(values: readonly number[], width: number, top: number): string {
  let path = '';
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [(i * width).toFixed(3), (HEIGHT * (1 - Math.min(1, value / top))).toFixed(1)];
    path += `M${x} ${HEIGHT}V${y}h${width.toFixed(3)}V${HEIGHT}z`;
  });
  return path;
}

function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (
    [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((n) => n * power).find((n) => n >= value) ?? 10 * power
  );
}
