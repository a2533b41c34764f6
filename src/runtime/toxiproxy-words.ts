import { HarnessBug } from '../core/doomsday-error.ts';
import type { RawExit } from './exit-info.ts';

/** One sentence on an end of Toxiproxy that nobody asked for. */
export function toxiproxyEnded({ code, signal }: RawExit, lastLines: string): string {
  const how = signal ?? (code === null ? 'for an unknown reason' : `with exit code ${code}`);
  return `Toxiproxy ended (${how})${lastLines === '' ? '' : `; its last lines:\n${lastLines}`}`;
}

/** Both runtimes keep to the number asked for: with Docker, ports are published at the start. */
export const tooManyClientLinks = (limit: number): HarnessBug =>
  new HarnessBug(`more than ${limit} client links were asked for: raise clientLinks`);
