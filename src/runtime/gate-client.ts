import { millis, nanos, seconds, toMillis, type Duration } from '../core/duration.ts';
import { httpJson } from './http-json.ts';
import type { Endpoint, GateStatus, GateTrip } from './runtime.ts';

const PATIENCE = seconds(5);

/** The gate's control port of one machine. */
export class GateClient {
  readonly #at: Endpoint;

  constructor(at: Endpoint) {
    this.#at = at;
  }

  async status(within: Duration = PATIENCE): Promise<GateStatus> {
    const at = { ...this.#at, method: 'GET', path: '/status' } as const;
    return (await httpJson(at, within)) as GateStatus;
  }

  /** A trip that fails is an answer (`ok: false`), not an error. */
  async trip(to: Endpoint, kind: 'http' | 'echo', within: Duration): Promise<GateTrip> {
    const at = { ...this.#at, method: 'POST', path: '/trip' } as const;
    const body = { ...to, kind, withinMs: Math.ceil(toMillis(within)) };
    return (await httpJson(at, nanos(within + PATIENCE), body)) as GateTrip;
  }

  /** Sends a signal to etcd alone; the gate itself goes on. */
  async signal(signal: 'KILL' | 'STOP' | 'CONT' | 'TERM'): Promise<void> {
    await httpJson({ ...this.#at, method: 'POST', path: '/signal' }, PATIENCE, { signal });
  }
}

/** How often a starting machine is looked at: a look costs well under a millisecond. */
export const LOOK_EVERY = millis(5);
