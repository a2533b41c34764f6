import { join } from 'node:path';
import picocolors from 'picocolors';
import type { Context } from '../../src/cli/context.ts';

/** A context without a terminal that keeps what was written. */
export interface KeptContext extends Context {
  readonly written: { out: string; err: string };
}

export const REPO = join(import.meta.dirname, '../..');

export function keptContext(given: Partial<Context> = {}): KeptContext {
  const written = { out: '', err: '' };
  return {
    root: REPO,
    cwd: REPO,
    live: false,
    colors: picocolors.createColors(false),
    width: () => 100,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    written,
    ...given,
  };
}
