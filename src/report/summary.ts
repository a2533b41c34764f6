import type { DrillResult, RunResult, SkippedScenario } from '../core/run-result.ts';
import { checkCounts, figureOf } from './figure-of.ts';
import { inSeconds, plural, quantity, VERDICT_WORDS, withError } from './words.ts';

/** The run as Markdown, for the summary page of a CI job: one table, then what went wrong. */
export function summary(result: RunResult, notices: readonly string[] = []): string {
  const { glyph, word } = VERDICT_WORDS[result.verdict];
  const { skipped = [] } = result;
  const lines = [
    `## ${glyph} etcd-doomsday: ${word}`,
    '',
    cell(result.reason),
    '',
    ...windows(result),
    '| | drill | RTO | RPO | guarantees | faults proven | took |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...result.drills.map(row),
    ...skipped.map(notCovered),
    '',
    ...result.drills.flatMap(trouble),
    ...skipped.map(whyNot),
    ...notices.map((notice) => `- incomplete run: ${cell(notice)}`),
    ...(notices.length > 0 ? [''] : []),
    `Seed \`${code(result.seed)}\`, ${result.runtime} runtime. Play it again: \`${code(result.replay)}\``,
  ];
  return `${lines.join('\n')}\n`;
}

/** What a soak came to; its table has only the windows that did not pass, and the last. */
function windows({ soak }: RunResult): string[] {
  if (soak === undefined) return [];
  const passed = soak.windows.filter(({ verdict }) => verdict === 'passed').length;
  const faults = `${plural(soak.faults, 'fault')} proven and healed`;
  const judged = `${plural(soak.operations, 'operation')} judged`;
  return [
    `${passed} of ${plural(soak.windows.length, 'window')} passed: ${faults}, ${judged}.`,
    '',
  ];
}

function row(drill: DrillResult): string {
  const { holds, violated, unknown, onPurpose } = checkCounts(drill);
  const rto = figureOf(drill, 'rto');
  const rpo = figureOf(drill, 'rpo.writes')?.value;
  const cells = [
    `${VERDICT_WORDS[drill.verdict].glyph} ${drill.verdict}`,
    cell(`${drill.scenario} (${drill.scene}, etcd ${drill.etcd})`),
    rto === undefined ? '—' : withError(rto),
    rpo == null ? '—' : quantity(rpo, 'writes'),
    `${holds} of ${holds + violated + unknown + onPurpose}`,
    `${drill.faults.filter((fault) => fault.bit).length} of ${drill.faults.length}`,
    inSeconds(drill.seconds),
  ];
  return `| ${cells.join(' | ')} |`;
}

function trouble(drill: DrillResult): string[] {
  if (drill.verdict === 'passed') return [];
  return [`- **${drill.verdict}**, drill ${drill.drill}: ${cell(drill.reason)}`];
}

const notCovered = ({ scenario, scene }: SkippedScenario): string =>
  `| ○ not covered | ${cell(`${scenario} (${scene})`)} | — | — | — | — | — |`;

const whyNot = ({ scenario, reason }: SkippedScenario): string =>
  `- **not covered**, ${cell(scenario)}: ${cell(reason)}`;

/** Text that can neither leave its cell nor become markup. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>|#~]/g, (c) => `\\${c}`)
    .replaceAll('&', '&amp;');

const code = (text: string): string => text.replaceAll(/[`\s]+/g, ' ');
