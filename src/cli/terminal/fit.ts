import { stripVTControlCharacters } from 'node:util';

/** The text cut to `width` columns, colours kept; a cut text ends with an ellipsis. */
export function fit(text: string, width: number): string {
  if (stripVTControlCharacters(text).length <= width) return text;
  let columns = 0;
  let out = '';
  for (const [part] of text.matchAll(CODE_OR_CHARACTER)) {
    const isCode = part.length > 1 && part.startsWith('\u001b');
    if (!isCode && columns++ >= width - 1) continue;
    out += part;
  }
  return `${out}…`;
}

// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
const CODE_OR_CHARACTER = /\u001b\[[0-9;]*m|[^]/gu;
