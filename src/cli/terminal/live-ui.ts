import { startClock, pass } from '../../core/clock.ts';
import { formatDuration, millis, toSeconds, type Duration } from '../../core/duration.ts';
import type { Ticker } from '../../drill/ui.ts';
import type { Context } from '../context.ts';
import { fit } from './fit.ts';
import { tookText } from './plain-ui.ts';
import type { ClosableUi } from './ui-of.ts';

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001b[2K';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** Finished things scroll up as lines; the last line is redrawn and says what goes on now. */
export function liveUi(context: Pick<Context, 'out' | 'colors' | 'width'>): ClosableUi {
  const { colors: c } = context;
  const status = statusLine(context);
  const marks = { passed: c.green('✓'), failed: c.red('✗'), skipped: c.dim('○') };
  return {
    drill: ({ number, feature, scenario, seed }) => {
      status.reset();
      status.above('');
      status.above(`${c.bold(feature)} ${c.dim('›')} ${c.bold(scenario)}`);
      status.above(c.dim(`drill ${number} · seed ${seed}`));
    },
    skipped: ({ feature, scenario, reason }) => {
      status.reset();
      status.above('');
      status.above(`${c.bold(feature)} ${c.dim('›')} ${c.bold(scenario)}`);
      status.above(`  ${c.yellow('not covered')} ${reason}`);
    },
    phase: (name) => status.begin({ phase: name }),
    step: ({ text, status: outcome, seconds }) => {
      if (outcome === 'running') return status.set({ doing: text });
      status.set({ doing: '' });
      status.above(`  ${marks[outcome]} ${text}  ${c.dim(tookText(seconds))}`);
    },
    note: (text) => status.above(`    ${c.dim('·')} ${c.dim(text)}`),
    progress: ({ what, detail, doneMs }) => {
      const more = detail === undefined ? '' : c.dim(`  ${detail}`);
      if (doneMs === undefined) return status.set({ doing: `${what}${more}` });
      status.set({ doing: '' });
      status.above(`  ${c.green('✓')} ${what}${more}  ${c.dim(formatDuration(millis(doneMs)))}`);
    },
    tick: (ticker) => status.set({ ticker }),
    drillEnd: () => status.reset(),
    close: () => status.close(),
  };
}

interface Status {
  phase: string;
  doing: string;
  ticker: Ticker | undefined;
}

interface StatusLine {
  set(change: Partial<Status>): void;
  /** As `set`, and the elapsed time starts again. */
  begin(change: Partial<Status>): void;
  /** Prints a line above the status, for good. */
  above(text: string): void;
  reset(): void;
  close(): void;
}

function statusLine({
  out,
  colors: c,
  width,
}: Pick<Context, 'out' | 'colors' | 'width'>): StatusLine {
  const idle: Status = { phase: '', doing: '', ticker: undefined };
  const clock = startClock();
  const stopped = new AbortController();
  let status = idle;
  let since = 0;
  let frame = 0;
  const draw = (): void => {
    if (status.phase === '' && status.doing === '') return out(CLEAR_LINE);
    const spin = c.cyan(SPINNER[frame % SPINNER.length] ?? '');
    const elapsed = c.dim(`${toSeconds((clock.now() - since) as Duration).toFixed(1)} s`);
    const parts = [c.cyan(status.phase), elapsed, status.doing, numbers(status.ticker, c)];
    const text = parts.filter((part) => part !== '').join('  ');
    out(`${CLEAR_LINE}${fit(`${spin} ${text}`, width() - 1)}`);
  };
  const animate = async (): Promise<void> => {
    for (; !stopped.signal.aborted; frame++) {
      draw();
      await pass(millis(100), stopped.signal);
    }
  };
  out(HIDE_CURSOR);
  animate().catch(() => undefined); // ends by being aborted
  const set = (change: Partial<Status>): void => {
    status = { ...status, ...change };
  };
  return {
    set,
    begin: (change) => {
      since = clock.now();
      set(change);
    },
    above: (text) => {
      out(`${CLEAR_LINE}${text}\n`);
      draw();
    },
    reset: () => set(idle),
    close: () => {
      stopped.abort();
      out(`${CLEAR_LINE}${SHOW_CURSOR}`);
    },
  };
}

function numbers(ticker: Ticker | undefined, c: Context['colors']): string {
  if (ticker === undefined) return '';
  const { opsPerSecond, acknowledged, lastAckAgeMs, leader } = ticker;
  const age = lastAckAgeMs === null ? 'none yet' : `${formatDuration(millis(lastAckAgeMs))} ago`;
  const stale = lastAckAgeMs !== null && lastAckAgeMs > 500;
  return [
    `${Math.round(opsPerSecond)} ops/s`,
    `${acknowledged} acked`,
    `leader ${leader ?? c.yellow('none')}`,
    `last ack ${stale ? c.yellow(age) : age}`,
  ].join(c.dim(' · '));
}
