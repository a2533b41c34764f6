import { fileURLToPath } from 'node:url';
import picocolors from 'picocolors';

type Colors = ReturnType<typeof picocolors.createColors>;

/** Where a command reads from and writes to. */
export interface Context {
  /** The folder that has features/, scenarios/, steps/ and reports/. */
  readonly root: string;
  readonly cwd: string;
  /** For the result. */
  out(text: string): void;
  /** For progress and errors. */
  err(text: string): void;
  /** Whether `out` is a terminal that can be drawn on. */
  readonly live: boolean;
  readonly colors: Colors;
  /** Columns of the terminal at this moment. */
  width(): number;
}

/**
 * The context of this process. Colours only on a terminal, never with NO_COLOR set (no-color.org)
 * or TERM=dumb; --color and --no-color win.
 */
export function processContext(argv: readonly string[]): Context {
  const { stdout, stderr, env } = process;
  // `isTTY` is undefined, not false, in a pipe, and picocolors takes undefined for "as CI says".
  const live = stdout.isTTY ? env['TERM'] !== 'dumb' && env['CI'] === undefined : false;
  return {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    cwd: process.cwd(),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    live,
    colors: picocolors.createColors(wantsColor(argv, live)),
    width: () => stdout.columns || 100,
  };
}

function wantsColor(argv: readonly string[], live: boolean): boolean {
  if (argv.includes('--no-color')) return false;
  if (argv.includes('--color')) return true;
  return live && (process.env['NO_COLOR'] ?? '') === '';
}
