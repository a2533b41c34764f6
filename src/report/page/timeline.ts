import type { DrillResult } from '../../core/run-result.ts';
import type { DrillRecord } from '../../history/types.ts';
import { viewOf } from '../../objectives/drill-view.ts';
import { worstOutage } from '../../objectives/outage.ts';
import { dataScript, html, type Markup } from '../markup.ts';
import { faultBars } from '../timeline/fault-bars.ts';
import { latencyPoints } from '../timeline/latency-points.ts';
import { memberStates } from '../timeline/member-states.ts';
import { snapshots, turningPoints, witnessMoments } from '../timeline/moments.ts';
import { paceOf } from '../timeline/pace.ts';
import { secondsOf } from '../timeline/span.ts';
import { ticks } from '../timeline/ticks.ts';
import { faultLanes } from './fault-lanes.ts';
import { latencyChart } from './latency-chart.ts';
import { legend } from './legend.ts';
import { memberLanes } from './member-lanes.ts';
import { momentLane, turningLane } from './moment-lanes.ts';
import { paceChart } from './pace-chart.ts';

const RATE_BINS = 300;
/** Fewer, so that a bin has the samples that a p99 needs. */
const LATENCY_BINS = 90;

/** Everything that happened, on one time axis. Positions are in seconds; CSS does the scaling. */
export function timeline(drill: DrillResult, record: DrillRecord, points: number): Markup {
  const { load, end: endNs } = viewOf(record);
  const end = Math.max(1, secondsOf(endNs));
  const rate = paceOf(load, end, RATE_BINS);
  const pace = paceOf(load, end, LATENCY_BINS);
  return html`<section>
    <h3>Timeline</h3>
    <div class="timeline" style="--from:0;--to:${end}" data-end="${end}">
      <div class="tools" hidden>
        <button type="button" data-from="0" data-to="${end}">Whole drill</button>
        ${outageButton(record, end)} <output class="readout">drag to zoom</output>
      </div>
      <div class="lanes" role="group" aria-label="Timeline of drill ${drill.drill}">
        ${axis(end)} ${turningLane(turningPoints(record), end)} ${memberLanes(memberStates(record))}
        ${faultLanes(faultBars(record.faults, end))} ${momentLane('snapshots', snapshots(record))}
        ${momentLane('violations', witnessMoments(record, drill))} ${paceChart(rate, end)}
        ${latencyChart(latencyPoints(load, end, points), pace, end)} ${axis(end)}
      </div>
      ${legend()} ${dataScript('pace', pace)}
    </div>
  </section>`;
}

const axis = (end: number): Markup =>
  html`<div class="lane axis" aria-hidden="true">
    <div class="name"></div>
    <div class="track">
      ${ticks(0, end, 10).map((t) => html`<span class="tick" style="--at:${t}">${t} s</span>`)}
    </div>
  </div>`;

/** The loss and what led to it, up to where things had calmed down. */
function outageButton(record: DrillRecord, end: number): Markup {
  const outage = worstOutage(record);
  if (outage === undefined) return html``;
  const loss = secondsOf(outage.lossAt);
  const back = outage.firstWrite === undefined ? end : secondsOf(Number(outage.firstWrite.ret));
  const margin = Math.max(0.3, (back - loss) * 0.25);
  const [from, to] = [Math.max(0, loss - margin), Math.min(end, back + 2 * margin)];
  return html`<button type="button" data-from="${from.toFixed(3)}" data-to="${to.toFixed(3)}">
    The outage
  </button>`;
}
