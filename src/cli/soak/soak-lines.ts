import type { Minimised, RunResult } from '../../core/run-result.ts';
import type { Context } from '../context.ts';

/** What a soak came to: windows, faults an hour, operations judged, memory, the fewest faults. */
export function soakLines({ soak }: RunResult, { colors: c }: Pick<Context, 'colors'>): string {
  if (soak === undefined) return '';
  const { windows, faults, faultsPerHour, operations, maxRssBytes, records, minimised } = soak;
  const passed = windows.filter(({ verdict }) => verdict === 'passed').length;
  const mib = Math.round(maxRssBytes / 2 ** 20);
  const rows = [
    ['windows', `${windows.length} judged, ${passed} passed; records of those ${records}`],
    ['faults', `${faults} proven and healed, ${faultsPerHour} an hour`],
    ['operations', `${operations} judged`],
    ['memory', `at most ${mib} MiB held by the harness`],
    ...(minimised === undefined ? [] : minimisedRows(minimised)),
  ] as const;
  return rows.map(([name = '', text = '']) => `${c.dim(name.padEnd(12))}${text}`).join('\n');
}

function minimisedRows(minimised: Minimised): [string, string][] {
  const { window, again, of, only, schedule, tries, complete, replay } = minimised;
  if (!again) {
    return [['fewest', `window ${window} did not fail again on a new cluster (${tries} try)`]];
  }
  const sure = complete ? 'none of them can be left out' : 'the time was over: maybe fewer';
  return [
    ['fewest', `${only.length} of ${of} faults of window ${window}, ${tries} tries, ${sure}`],
    ...schedule.map((round): [string, string] => ['', round]),
    ['replay', replay],
  ];
}
