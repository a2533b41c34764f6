import type { DrillResult, ObjectiveResult } from '../../core/run-result.ts';
import { checkCounts, figureOf } from '../figure-of.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { count, inSeconds, quantity } from '../words.ts';
import type { Tone } from './badge.ts';

/** The five numbers that a reader looks for first. */
export function keyFigures(drill: DrillResult): Markup {
  return html`<div class="tiles">
    ${timeTile(drill)} ${costTile(drill)} ${checksTile(drill)} ${faultsTile(drill)}
    ${loadTile(drill)}
  </div>`;
}

const tile = (name: string, tone: Tone, value: Part, below: Part): Markup =>
  html`<div class="tile ${tone}">
    <div class="name">${name}</div>
    <div class="value">${value}</div>
    <div class="below">${below}</div>
  </div>`;

/** A drill that lost nothing for good has an outage instead of a recovery. */
function timeTile(drill: DrillResult): Markup {
  if (!lostNothing(drill)) return figureTile('Recovery time (RTO)', figureOf(drill, 'rto'));
  return figureTile('Writes unavailable', figureOf(drill, 'unavailability.seconds'));
}

function costTile(drill: DrillResult): Markup {
  const writes = figureOf(drill, 'rpo.writes');
  if (lostNothing(drill)) return figureTile('Leader changes', figureOf(drill, 'leader.changes'));
  const span = figureOf(drill, 'rpo.seconds')?.value ?? 0;
  const words = `${writes?.value === 1 ? 'write' : 'writes'} in ${inSeconds(span)}`;
  const missed = drill.objectives.find(
    ({ name, status }) => name.startsWith('rpo.') && status === 'missed',
  );
  if (missed === undefined) return figureTile('Data lost (RPO)', writes, words);
  const shown = html`${count(writes?.value ?? 0)} <small>${words}</small>`;
  return tile('Data lost (RPO)', toneOf(missed), shown, boundOf(missed));
}

const lostNothing = (drill: DrillResult): boolean =>
  drill.stages.length === 0 && figureOf(drill, 'rpo.writes')?.value == null;

/** A value with its error, or with `words` instead of its unit. */
function figureTile(name: string, figure: ObjectiveResult | undefined, words?: string): Markup {
  if (figure?.value == null)
    return tile(name, toneOf(figure), '—', figure?.reason ?? 'not measured');
  const { value, unit, plusMinus } = figure;
  const plain = unit === 's' ? inSeconds(value) : count(value);
  const small = words ?? (plusMinus > 0 ? `± ${quantity(plusMinus, unit)}` : '');
  return tile(name, toneOf(figure), html`${plain} <small>${small}</small>`, boundOf(figure));
}

function checksTile(drill: DrillResult): Markup {
  const { holds, violated, unknown, onPurpose } = checkCounts(drill);
  const all = holds + violated + unknown + onPurpose;
  const tone = violated > 0 ? 'bad' : unknown > 0 || all === 0 ? 'unknown' : 'good';
  const others = [
    violated > 0 && `${violated} violated`,
    onPurpose > 0 && `${onPurpose} violated on purpose`,
    unknown > 0 && `${unknown} unknown`,
  ].filter((text) => text !== false);
  const below = others.length === 0 ? 'nothing violated' : others.join(', ');
  return tile('Guarantees', tone, html`${holds} <small>of ${all} hold</small>`, below);
}

function faultsTile({ faults }: DrillResult): Markup {
  const bit = faults.filter((fault) => fault.bit).length;
  const gone = faults.filter((fault) => fault.gone).length;
  const tone = faults.length === 0 ? 'plain' : bit === faults.length ? 'good' : 'bad';
  const below =
    faults.length === 0 ? 'no fault was injected' : `${gone} of ${faults.length} proven gone`;
  return tile('Faults', tone, html`${bit} <small>of ${faults.length} proven</small>`, below);
}

function loadTile({ workload }: DrillResult): Markup {
  const { ok, fail, info, opsPerSecond } = workload;
  const below = `${count(ok)} ok, ${count(fail)} failed, ${count(info)} unknown`;
  return tile('Load', 'plain', html`${count(opsPerSecond)} <small>ops/s</small>`, below);
}

function toneOf(figure: ObjectiveResult | undefined): Tone {
  if (figure === undefined || figure.bound === null) return 'plain';
  return figure.status === 'met' ? 'good' : figure.status === 'missed' ? 'bad' : 'unknown';
}

function boundOf({ bound, unit, status }: ObjectiveResult): string {
  if (bound === null) return 'no bound in the scene';
  return `${status}: at most ${quantity(bound, unit)}`;
}
