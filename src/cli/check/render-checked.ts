import type { CheckResult, Witness } from '../../core/check-result.ts';
import { formatDuration, millis } from '../../core/duration.ts';
import type { DrillRecord } from '../../history/types.ts';
import type { Context } from '../context.ts';
import type { CheckedRecord, CheckedVerdict } from './checked.ts';
import { nearby } from './nearby.ts';

type Colors = Context['colors'];
type Rows = readonly (readonly [label: string, text: string])[];

const WORDS: Readonly<Record<CheckedVerdict, string>> = {
  violated: 'VIOLATED',
  broken: 'BROKEN',
  unknown: 'UNKNOWN',
  holds: 'HOLDS',
};

/** A judged record for people: the verdict, then every violation and every open question. */
export function renderChecked({ checked, source }: CheckedRecord, colors: Colors): string {
  const { file, record, verdict, operations, checks, recorderFaults, notices } = checked;
  const took = formatDuration(millis(checked.parseMs + checked.checkMs));
  const held = checks.filter(({ status }) => status === 'holds').length;
  const word = paint(verdict, colors);
  return [
    `${word}  ${file}  record ${record}: ${operations} operations, ${held} of ${checks.length} ` +
      `guarantees hold  ${colors.dim(took)}`,
    ...notices.map((notice) => `  note       ${notice}`),
    ...recorderFaults.map((fault) => mistake(fault, colors)),
    ...checks.filter(isViolated).map((check) => violation(check, source, colors)),
    ...checks.filter(isUnknown).map(({ name, reason }) => openQuestion(name, reason, colors)),
    '',
  ].join('\n');
}

const isViolated = ({ status }: CheckResult): boolean => status === 'violated';
const isUnknown = ({ status }: CheckResult): boolean => status === 'unknown';

function paint(verdict: CheckedVerdict, c: Colors): string {
  const word = c.bold(WORDS[verdict]);
  if (verdict === 'holds') return c.green(word);
  return verdict === 'unknown' ? c.yellow(word) : c.red(word);
}

/** Led by the promise; then what was seen, why it cannot be, and what happened around it. */
function violation(check: CheckResult, source: DrillRecord | undefined, c: Colors): string {
  const { name, guarantee, witnesses } = check;
  const shown = witnesses.map((witness) => rows(rowsOf(witness, source), c));
  const head = `${c.red(WORDS.violated)}  ${name}  (${guarantee})`;
  return [
    '',
    head,
    ...shown.flatMap((text) => ['', text]),
    '',
    rows([['see', check.source]], c),
  ].join('\n');
}

function rowsOf(witness: Witness, source: DrillRecord | undefined): Rows {
  const around = source === undefined ? [] : nearby(witness, source);
  return [
    ...witness.observed,
    ['why', witness.why],
    ...(witness.legal === undefined ? [] : [['legal', witness.legal] as const]),
    ...around.map((text, i) => [i === 0 ? 'between' : '', text] as const),
  ];
}

function mistake(fault: Witness, c: Colors): string {
  const shown = rowsOf(fault, undefined).filter(([label]) => label !== 'why');
  const head = `${c.red('RECORDER FAULT')}  ${fault.why}; nothing is held against etcd`;
  return ['', head, '', rows(shown, c)].join('\n');
}

const openQuestion = (name: string, reason: string, c: Colors): string =>
  `\n${c.yellow(WORDS.unknown)}  ${name}: ${reason}`;

const LABEL = 14;

function rows(all: Rows, { dim }: Colors): string {
  return all.map(([label, text]) => `  ${dim(label.padEnd(LABEL))} ${text}`).join('\n');
}
