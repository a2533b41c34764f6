import pc from 'picocolors';
import type { DrillResult, RunResult, SkippedScenario, Stage } from '../core/run-result.ts';
import type { Verdict } from '../core/verdict.ts';
import { checkCounts, figureOf } from './figure-of.ts';
import { count, inSeconds, plural, quantity, withError } from './words.ts';

type Colours = ReturnType<typeof pc.createColors>;

/**
 * The numbers at the end of a run, for a terminal: one block a drill, the run's verdict last. No
 * line break at the end; no colour unless asked for.
 */
export function terminalSummary(result: RunResult, { colour }: { colour: boolean }): string {
  const colours = pc.createColors(colour);
  const blocks = result.drills.map((drill) => block(drill, colours));
  const last = `${verdictWord(result.verdict, colours)}  ${result.reason}`;
  const left = (result.skipped ?? []).map((skipped) => notCovered(skipped, colours));
  return [...blocks, ...left, last, `${label('replay', colours)}${result.replay}`].join('\n');
}

function block(drill: DrillResult, colours: Colours): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['recovery', recovery(drill)],
    ['', stagesWords(drill.stages)],
    ['outage', drill.stages.length === 0 ? bounded(drill, 'unavailability.seconds') : undefined],
    ['lost', lost(drill)],
    ['guarantees', guarantees(drill)],
    ['faults', faults(drill)],
    ['load', load(drill)],
  ];
  const shown = rows.filter(([, text]) => text !== undefined);
  const lines = shown.map(([name, text]) => `  ${label(name, colours)}${text as string}`);
  const title = `${colours.bold(`${drill.drill}. ${drill.scenario}`)}  ${colours.dim(drill.scene)}`;
  const verdict = `  ${label('verdict', colours)}${verdictWord(drill.verdict, colours)}  ${drill.reason}`;
  return [title, verdict, ...lines, ''].join('\n');
}

const notCovered = ({ scenario, scene, reason }: SkippedScenario, colours: Colours): string =>
  [
    `${colours.bold(scenario)}  ${colours.dim(scene)}`,
    `  ${label('not covered', colours)}${reason}`,
    '',
  ].join('\n');

const label = (name: string, colours: Colours): string => colours.dim(name.padEnd(12));

function recovery(drill: DrillResult): string | undefined {
  return drill.stages.length === 0 ? undefined : bounded(drill, 'rto');
}

/** `1.36 s ± 22 ms  (met: at most 30 s)`. */
function bounded(drill: DrillResult, name: string): string | undefined {
  const figure = figureOf(drill, name);
  if (figure === undefined) return undefined;
  const { value, reason = '', bound, unit, status } = figure;
  const shown = value === null ? `unmeasured: ${reason}` : withError(figure);
  return bound === null ? shown : `${shown}  (${status}: at most ${quantity(bound, unit)})`;
}

function stagesWords(stages: readonly Stage[]): string | undefined {
  const reached = stages.filter(({ at }) => at !== null && at > 0);
  if (reached.length === 0) return undefined;
  return wrapped(reached.map(({ name, at }) => `${name} +${inSeconds(Number(at))}`));
}

/** Joined by commas, in lines of 80 columns behind the label. */
function wrapped(parts: readonly string[]): string {
  const lines = [''];
  for (const part of parts) {
    const line = lines.at(-1) ?? '';
    if (line.length + part.length > 80) lines.push(part);
    else lines[lines.length - 1] = line === '' ? part : `${line}, ${part}`;
  }
  return lines.join(`,\n${' '.repeat(14)}`);
}

function lost(drill: DrillResult): string | undefined {
  const value = (name: string): number => figureOf(drill, `rpo.${name}`)?.value ?? 0;
  const writes = bounded(drill, 'rpo.writes');
  if (figureOf(drill, 'rpo.writes')?.value == null) return undefined;
  const late = figureOf(drill, 'rpo.seconds')?.status === 'missed';
  const length = late ? bounded(drill, 'rpo.seconds') : inSeconds(value('seconds'));
  const span = `${length ?? ''}, ${quantity(value('bytes'), 'bytes')}`;
  const deletes = `${plural(value('undone-deletes'), 'delete')} undone`;
  return `${writes ?? ''}; ${span}; ${deletes}`;
}

function guarantees(drill: DrillResult): string {
  const { holds, violated, unknown, onPurpose } = checkCounts(drill);
  const names = drill.checks.filter(({ status }) => status === 'violated').map(({ name }) => name);
  const parts = [
    `${holds} hold`,
    violated > 0 && `${violated} violated`,
    onPurpose > 0 && `${onPurpose} violated on purpose`,
    unknown > 0 && `${unknown} unknown`,
  ].filter((part) => part !== false);
  return `${parts.join(', ')}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
}

function faults(drill: DrillResult): string | undefined {
  if (drill.faults.length === 0) return undefined;
  const bit = drill.faults.filter((fault) => fault.bit).length;
  const gone = drill.faults.filter((fault) => fault.gone).length;
  return `${bit} of ${drill.faults.length} proven to bite, ${gone} proven gone`;
}

function load({ workload: { ok, fail, info, opsPerSecond } }: DrillResult): string {
  return `${count(opsPerSecond)} ops/s; ${count(ok)} ok, ${count(fail)} failed, ${count(info)} unknown`;
}

function verdictWord(verdict: Verdict, colours: Colours): string {
  const paint = {
    passed: colours.green,
    missed: colours.yellow,
    inconclusive: colours.cyan,
    broken: colours.magenta,
    unsafe: colours.red,
  }[verdict];
  return colours.bold(paint(verdict.toUpperCase()));
}
