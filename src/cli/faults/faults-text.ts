import { LEFT_OUT } from '../../faults/left-out.ts';
import type { Context } from '../context.ts';
import { wrap } from '../terminal/wrap.ts';
import type { ListedFault } from './list-faults.ts';
import { SUBJECTS } from './subjects.ts';

const INDENT = 4;
const LABEL = 12;

/** The catalogue for people: by subject, as wide as the terminal. */
export function faultsText(
  faults: readonly ListedFault[],
  { colors: c, width }: Pick<Context, 'colors' | 'width'>,
): string {
  const columns = Math.min(100, Math.max(50, width()));
  const row = (label: string, text: string): string => {
    const [first = '', ...rest] = wrap(text, columns - INDENT - LABEL);
    const lines = rest.map((line) => `${' '.repeat(INDENT + LABEL)}${line}`);
    return [`${' '.repeat(INDENT)}${c.dim(label.padEnd(LABEL))}${first}`, ...lines].join('\n');
  };
  const one = (fault: ListedFault): string => {
    const summary = wrap(fault.summary, columns - INDENT).map((line) => `    ${line}`);
    const rows = rowsOf(fault).map(([label, text]) => row(label, text));
    return [`  ${c.cyan(fault.name)}`, ...summary, ...rows].join('\n');
  };
  const chapters = SUBJECTS.flatMap(({ subject, title }) => {
    const own = faults.filter((fault) => fault.subject === subject);
    return own.length === 0 ? [] : [[c.bold(title), ...own.map(one)].join('\n\n')];
  });
  const left = LEFT_OUT.map(({ name, why }) =>
    [`  ${c.cyan(name)}`, row('left out', why)].join('\n'),
  );
  return `\n${[...chapters, [c.bold('Left out'), ...left].join('\n\n')].join('\n\n')}\n\n`;
}

/** What is said of a fault; what there is none of is left out, but for the features. */
function rowsOf({
  params,
  needs,
  heals,
  proof,
  features,
}: ListedFault): (readonly [string, string])[] {
  return [
    ...Object.entries(params).map(([name, text]) => ['parameter', `${name}: ${text}`] as const),
    ...needs.map((need) => ['needs', need] as const),
    ['heal', heals],
    ['bites', proof.bite],
    ['gone', proof.end],
    ['features', features.join(', ') || 'no feature uses it yet'],
  ];
}
