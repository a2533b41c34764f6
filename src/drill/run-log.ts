import { pino, destination } from 'pino';
import type { Ui } from './ui.ts';

/** harness.ndjson: what people were told, line by line, for machines; and the terminal beside it. */
export interface RunLog {
  readonly ui: Ui;
  close(): Promise<void>;
}

export function openRunLog(file: string, ui: Ui): RunLog {
  const sink = destination({ dest: file, sync: false });
  // A full disk must neither end the harness before it has removed its machines, nor keep its end
  // waiting: pino writes what is left once more when the process exits.
  let lost = false;
  sink.on('error', () => {
    lost = true;
    sink.destroy();
  });
  const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  const both = (name: keyof Ui) => (event: never) => {
    if (!lost) log.info({ [name]: event });
    ui[name](event);
  };
  return {
    ui: {
      drill: both('drill'),
      skipped: both('skipped'),
      phase: both('phase'),
      step: both('step'),
      note: both('note'),
      progress: both('progress'),
      drillEnd: both('drillEnd'),
      // A few times a second: shown, not logged.
      tick: (numbers) => ui.tick(numbers),
    },
    close: async () => (lost ? undefined : await closed(sink)),
  };
}

const closed = (sink: ReturnType<typeof destination>): Promise<void> =>
  new Promise((resolve) => {
    sink.once('close', resolve);
    sink.once('error', () => resolve());
    sink.end();
  });
