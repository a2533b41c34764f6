import { millis, nanos, seconds, toMillis, type Duration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { httpJson } from './http-json.ts';
import type { DiskErrors, Endpoint, GateStatus, GateTrip, LostFile, TripKind } from './runtime.ts';

const PATIENCE = seconds(5);
/** A sync that is under way is waited for, and the files are synced after their loss. */
const POWER_LOSS_WITHIN = seconds(30);

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
  async trip(to: Endpoint, kind: TripKind, within: Duration): Promise<GateTrip> {
    const at = { ...this.#at, method: 'POST', path: '/trip' } as const;
    const body = { ...to, kind, withinMs: Math.ceil(toMillis(within)) };
    return (await httpJson(at, nanos(within + PATIENCE), body)) as GateTrip;
  }

  /** Stops etcd. Threads that run at that moment run on for a while: waits until it is stopped. */
  async pause(): Promise<void> {
    await this.signal('STOP');
    const stopped = async (): Promise<boolean> => (await this.status()).stopped;
    await eventually('etcd is stopped', stopped, { within: PATIENCE, every: LOOK_EVERY });
  }

  /** Sends a signal to etcd alone; the gate itself goes on. */
  async signal(signal: 'KILL' | 'STOP' | 'CONT' | 'TERM'): Promise<void> {
    await httpJson({ ...this.#at, method: 'POST', path: '/signal' }, PATIENCE, { signal });
  }

  /** Lets etcd run for so many percent of the time; 100 takes the limit off. */
  async limitCpu(percent: number): Promise<void> {
    await httpJson({ ...this.#at, method: 'POST', path: '/cpu-limit' }, PATIENCE, { percent });
  }

  /** Errors of calls on the files that the gate was started with. */
  async setDiskErrors(errors: DiskErrors): Promise<void> {
    await httpJson({ ...this.#at, method: 'POST', path: '/disk-errors' }, PATIENCE, { errors });
  }

  /** Kills etcd and takes away what it did not sync; the gate ends after the answer. */
  async losePower(seed: string): Promise<readonly LostFile[]> {
    const at = { ...this.#at, method: 'POST', path: '/power-loss' } as const;
    const { files } = (await httpJson(at, POWER_LOSS_WITHIN, { seed })) as { files: LostFile[] };
    return files;
  }
}

/** How often a starting machine is looked at: a look costs well under a millisecond. */
export const LOOK_EVERY = millis(5);
