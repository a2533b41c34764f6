import type { Container } from 'dockerode';

/** What a container without a terminal has written so far, stdout and stderr as they came. */
export async function containerLog(container: Container, lines?: number): Promise<string> {
  const which = { stdout: true, stderr: true, follow: false } as const;
  return unframed(await container.logs(lines === undefined ? which : { ...which, tail: lines }));
}

/**
 * The text in the engine's frames: one byte for the stream, three zeros, the length in four bytes,
 * the text. Source: Docker Engine API, "Attach to a container", stream format.
 */
export function unframed(framed: Buffer): string {
  const texts: Buffer[] = [];
  for (let at = 0; at + 8 <= framed.length;) {
    const end = at + 8 + framed.readUInt32BE(at + 4);
    texts.push(framed.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(texts).toString('utf8').trim();
}
