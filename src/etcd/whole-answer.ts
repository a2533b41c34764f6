const HEAD_ENDS = '\r\n\r\n';
const CHUNKS_END = '\r\n0\r\n\r\n';

/**
 * Whether `text` is a whole HTTP/1.1 answer: with a length or in chunks, as Go's server sends it.
 * @returns its size in bytes; undefined while more of it must come.
 */
export function wholeAnswer(text: Buffer): number | undefined {
  const headEnds = text.indexOf(HEAD_ENDS);
  if (headEnds < 0) return undefined;
  const head = text.toString('latin1', 0, headEnds);
  const [, length] = /^content-length: *(\d+)/im.exec(head) ?? [];
  const whole =
    length === undefined
      ? text.subarray(-CHUNKS_END.length).equals(Buffer.from(CHUNKS_END))
      : text.length >= headEnds + HEAD_ENDS.length + Number(length);
  return whole ? text.length : undefined;
}
