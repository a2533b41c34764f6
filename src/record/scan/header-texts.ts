import type { Header } from '../../history/types.ts';
import { isHeader } from '../check-rare.ts';
import type { Scan } from './scan.ts';

/** More different headers than this are read anew each time. */
const MOST = 32;
const BRACE_END = 125;

/** Headers of answers by their bytes: a member and its term have one, so there are few. */
export class HeaderTexts {
  readonly #known: { readonly bytes: Buffer; readonly header: Header }[] = [];

  /** The same object for the same header. */
  scan(scan: Scan): Header | undefined {
    for (const { bytes, header } of this.#known) if (scan.trySkip(bytes)) return header;
    const end = scan.bytes.indexOf(BRACE_END, scan.at) + 1;
    const bytes = Buffer.from(scan.bytes.subarray(scan.at, end));
    const header = parse(bytes);
    if (header === undefined) scan.ok = false;
    else {
      scan.at = end;
      if (this.#known.length < MOST) this.#known.push({ bytes, header });
    }
    return header;
  }
}

function parse(bytes: Buffer): Header | undefined {
  try {
    const header = JSON.parse(bytes.toString('latin1')) as Header;
    return isHeader(header) ? header : undefined;
  } catch {
    return undefined;
  }
}
