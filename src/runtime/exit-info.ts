import { constants } from 'node:os';

/** How a process ended, before anybody asked whether it was meant to. */
export interface RawExit {
  readonly code: number | null;
  readonly signal: string | null;
}

const SIGNAL_BASE = 128;

/**
 * The gate, like a shell, ends with 128 + n when etcd died of signal n; a container's exit code
 * says it the same way. Undone here, so that a kill reads as a kill in both runtimes.
 */
export function readExit(code: number | null, signal: string | null = null): RawExit {
  if (code === null || code <= SIGNAL_BASE) return { code, signal };
  const number = code - SIGNAL_BASE;
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return name === undefined ? { code, signal } : { code: null, signal: name };
}
