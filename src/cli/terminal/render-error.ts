import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { Context } from '../context.ts';

/** Any error as users see it: code, sentence, labelled rows. Unknown ones keep their stack. */
export function renderError(error: unknown, colors: Context['colors']): string {
  if (!(error instanceof DoomsdayError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${colors.red('HARNESS_BUG')}  ${stack}\n\n  next       report it with this text`;
  }
  const [head = '', ...rows] = error.render().split('\n');
  const title = head.replace(error.code, colors.red(colors.bold(error.code)));
  return [title, ...rows.map((row) => row.replace(/^ {2}\w+/, (label) => colors.dim(label)))].join(
    '\n',
  );
}
