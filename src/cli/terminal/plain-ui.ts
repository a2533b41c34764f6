import { formatDuration, millis } from '../../core/duration.ts';
import type { Context } from '../context.ts';
import type { ClosableUi } from './ui-of.ts';

/** One line for each event, no control codes: for CI logs and pipes. */
export function plainUi({ err, colors: c }: Pick<Context, 'err' | 'colors'>): ClosableUi {
  const line = (text: string): void => err(`${text}\n`);
  const marks = { passed: c.green('ok  '), failed: c.red('FAIL'), skipped: c.dim('skip') };
  return {
    drill: ({ number, feature, scenario, seed }) =>
      line(`\ndrill ${number}  ${feature} / ${scenario}  (seed ${seed})`),
    skipped: ({ feature, scenario, reason }) =>
      line(`\n${c.yellow('not covered')}  ${feature} / ${scenario}: ${reason}`),
    phase: (name) => line(c.dim(`  phase ${name}`)),
    step: ({ text, status, seconds }) => {
      if (status !== 'running') line(`  ${marks[status]} ${text}  ${c.dim(tookText(seconds))}`);
    },
    note: (text) => line(`  note ${text}`),
    progress: ({ what, detail, doneMs }) => {
      const done = doneMs === undefined ? '...' : `done in ${formatDuration(millis(doneMs))}`;
      line(`  ${what} ${done}${detail === undefined ? '' : `  ${detail}`}`);
    },
    tick: () => undefined,
    drillEnd: ({ verdict, reason, seconds }) =>
      line(`drill ${verdict}: ${reason}  ${tookText(seconds)}`),
    close: () => undefined,
  };
}

/** `1.36 s`; below a millisecond nothing is worth a figure. */
export const tookText = (seconds: number): string =>
  seconds < 0.001 ? '0 ms' : formatDuration(millis(Math.round(seconds * 1000)));
