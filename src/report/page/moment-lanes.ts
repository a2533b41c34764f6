import { html, type Markup } from '../markup.ts';
import { levels } from '../timeline/levels.ts';
import type { Moment } from '../timeline/moments.ts';
import { inSeconds } from '../words.ts';

/** Share of the whole width that a label takes at most. */
const LABEL = 0.13;

/** The turning points: their names on top, their lines through all lanes. */
export function turningLane(moments: readonly Moment[], end: number): Markup {
  if (moments.length === 0) return html``;
  const rows = levels(moments.map(({ at }) => ({ from: at, to: at + end * LABEL })));
  return html`<div class="lane turning" style="--rows:${Math.max(0, ...rows) + 1}">
    <div class="name">events</div>
    <div class="track" role="list" aria-label="events">
      ${moments.map((moment, i) => turningPoint(moment, rows[i] ?? 0))}
    </div>
  </div>`;
}

function turningPoint({ at, kind, label, detail }: Moment, row: number): Markup {
  const title = `${label} at +${inSeconds(at)}${detail === '' ? '' : `: ${detail}`}`;
  return html`<span
    class="moment ${kind}"
    role="listitem"
    title="${title}"
    aria-label="${title}"
    style="--at:${at};--row:${row}"
    ><i>${label}</i></span
  >`;
}

/** A lane of ticks; none without moments. */
export function momentLane(name: string, moments: readonly Moment[]): Markup {
  if (moments.length === 0) return html``;
  return html`<div class="lane dots">
    <div class="name">${name}</div>
    <div class="track" role="list" aria-label="${name}">${moments.map(dot)}</div>
  </div>`;
}

/** One that something explains leads there. */
function dot({ at, kind, label, detail, anchor }: Moment): Markup {
  const title = `${label} at +${inSeconds(at)}: ${detail}`;
  if (anchor === undefined) {
    return html`<span
      class="dot ${kind}"
      role="listitem"
      title="${title}"
      aria-label="${title}"
      style="--at:${at}"
    ></span>`;
  }
  return html`<span role="listitem"
    ><a
      class="dot ${kind}"
      href="#${anchor}"
      title="${title}"
      aria-label="${title}"
      style="--at:${at}"
    ></a
  ></span>`;
}
