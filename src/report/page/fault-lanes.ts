import { html, type Markup } from '../markup.ts';
import type { FaultBar } from '../timeline/fault-bars.ts';
import { levels } from '../timeline/levels.ts';
import { inSeconds } from '../words.ts';

/** One lane a kind of fault; injections that overlap lie below each other. */
export function faultLanes(bars: readonly FaultBar[]): Markup[] {
  const byName = Map.groupBy(bars, ({ name }) => name);
  return [...byName].map(([name, group]) => {
    const rows = levels(group);
    return html`<div class="lane fault" style="--rows:${Math.max(...rows) + 1}">
      <div class="name">${name}</div>
      <div class="track" role="list" aria-label="fault ${name}">
        ${group.map((bar, i) => faultBar(bar, rows[i] ?? 0))}
      </div>
    </div>`;
  });
}

function faultBar(bar: FaultBar, row: number): Markup {
  const { from, to, biting, proven, targets, evidence, name } = bar;
  const whom = targets.join(', ');
  const when = `+${inSeconds(from)} to +${inSeconds(to)}`;
  const title = `${name} on ${whom}, ${when}: ${proven ? 'proven' : 'NOT PROVEN'}: ${evidence}`;
  return html`<span
      class="seg harm${!proven && ' unproven'}"
      role="listitem"
      title="${title}"
      aria-label="${title}"
      style="--a:${from};--b:${to};--row:${row}"
      ><b class="long">${whom}${!proven && ' — not proven'}</b></span
    >${
      biting !== undefined &&
      html`<span
        class="bite"
        aria-hidden="true"
        style="--a:${biting.from};--b:${biting.to};--row:${row}"
      ></span>`
    }`;
}
