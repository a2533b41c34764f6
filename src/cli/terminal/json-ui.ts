import type { ClosableUi } from './ui-of.ts';

/** One JSON object a line on stderr: stdout stays the result's alone. */
export function jsonUi({ err }: { err(text: string): void }): ClosableUi {
  const write = (event: string, fields: object): void =>
    err(`${JSON.stringify({ event, ...fields })}\n`);
  return {
    drill: (event) => write('drill', event),
    skipped: (event) => write('skipped', event),
    phase: (name) => write('phase', { name }),
    step: (event) => write('step', event),
    note: (text) => write('note', { text }),
    progress: (event) => write('progress', event),
    tick: (numbers) => write('tick', numbers),
    drillEnd: (event) => write('drill-end', event),
    close: () => undefined,
  };
}
