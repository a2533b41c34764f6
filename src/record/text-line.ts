import { isUtf8 } from 'node:buffer';

/** One line of a file, without its line end. */
export interface TextLine {
  readonly text: string;
  readonly number: number;
  /** False for a last line that has no line end: it may be torn. */
  readonly whole: boolean;
  /** Whether its bytes are valid UTF-8: what is not would be read as other text than was written. */
  readonly utf8: boolean;
}

export function textLine(
  bytes: Buffer,
  { number, whole }: Pick<TextLine, 'number' | 'whole'>,
): TextLine {
  const text = bytes.toString('utf8');
  return { text, number, whole, utf8: !text.includes('\ufffd') || isUtf8(bytes) };
}
