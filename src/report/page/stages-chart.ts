import type { DrillResult, Stage } from '../../core/run-result.ts';
import { STAGE } from '../../objectives/stages.ts';
import { figureOf } from '../figure-of.ts';
import { html, type Markup } from '../markup.ts';
import { ticks } from '../timeline/ticks.ts';
import { inSeconds, plural } from '../words.ts';

/**
 * The way back as a waterfall: one row a stage, its bar from the stage before to its own moment,
 * with the error bar at its end. Empty for a drill that lost nothing for good.
 */
export function stagesChart(drill: DrillResult): Markup {
  const reached = drill.stages.filter((stage) => stage.at !== null);
  if (drill.stages.length === 0) return html``;
  const end = Math.max(0.001, ...reached.map(({ at, plusMinus }) => Number(at) + plusMinus)) * 1.02;
  const missing = drill.stages.filter((stage) => stage.at === null);
  return html`<section>
    <h3>The way back</h3>
    <p class="lead">Time since the quorum was lost for good, as clients saw it.</p>
    <div class="stages" style="--from:0;--to:${end.toFixed(4)}">
      ${axis(end)} ${rows(reached, figureOf(drill, 'rto')?.bound ?? null, end)}
    </div>
    ${missing.length > 0 && notReached(missing)}
  </section>`;
}

const axis = (end: number): Markup =>
  html`<div class="stage axis" aria-hidden="true">
    <div class="name"></div>
    <div class="track">
      ${ticks(0, end, 7).map((t) => html`<span class="tick" style="--at:${t}">${t} s</span>`)}
    </div>
    <div class="when"></div>
  </div>`;

/** Stages that come after clients can write again. */
const AFTERWARDS: ReadonlySet<string> = new Set([
  STAGE.fullRedundancy,
  STAGE.watchersResumed,
  STAGE.latencyBack,
]);

function rows(stages: readonly Stage[], bound: number | null, end: number): Markup[] {
  let before = 0;
  return stages.map((stage) => {
    const at = Number(stage.at);
    const from = Math.min(before, at);
    before = Math.max(before, at);
    const limited = stage.name === STAGE.firstWrite && bound !== null && bound <= end;
    return row(stage, { from, at, bound: limited ? bound : null });
  });
}

interface Place {
  readonly from: number;
  readonly at: number;
  /** The scene's bound of the RTO, where it is in the picture. */
  readonly bound: number | null;
}

function row({ name, plusMinus }: Stage, { from, at, bound }: Place): Markup {
  const rto = name === STAGE.firstWrite;
  const [least, most] = [Math.max(0, at - plusMinus), at + plusMinus];
  return html`<div class="stage${rto && ' rto'}${AFTERWARDS.has(name) && ' afterwards'}">
    <div class="name">${name}${rto && html` <abbr title="recovery time">RTO</abbr>`}</div>
    <div class="track">
      <span class="bar" style="--a:${from.toFixed(4)};--b:${at.toFixed(4)}"></span>
      <span class="error" style="--a:${least.toFixed(4)};--b:${most.toFixed(4)}"></span>
      ${bound !== null && html`<span class="limit" style="--at:${bound}"></span>`}
    </div>
    <div class="when">
      ${at === 0 ? '0' : `+${inSeconds(at)}`}
      ${plusMinus > 0 && html`<small>± ${inSeconds(plusMinus)}</small>`}
    </div>
  </div>`;
}

/** Stages without a time, those with the same reason together. */
function notReached(stages: readonly Stage[]): Markup {
  const byReason = Map.groupBy(stages, ({ reason }) => reason ?? 'no reason was given');
  return html`<p class="missing">
    <strong>${plural(stages.length, 'stage')} without a time.</strong>
    ${[...byReason].map(
      ([reason, group]) => html`${group.map(({ name }) => name).join(', ')}: ${reason}. `,
    )}
  </p>`;
}
