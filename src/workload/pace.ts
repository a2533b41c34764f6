import { pass } from '../core/clock.ts';
import { millis, nanos } from '../core/duration.ts';
import type { Gate } from './gate.ts';
import type { LoadClient } from './load-client.ts';

/** What a pace drives, and what tells it to wait or to end. */
export interface Paced {
  readonly clients: readonly LoadClient[];
  /** Lets a client make its next call and counts the outcome. */
  readonly turn: (client: LoadClient) => Promise<void>;
  readonly gate: Gate;
  readonly signal: AbortSignal;
}

/**
 * A client that nobody answers asks again ten times a second, not as fast as refusals come: each of
 * these calls costs a dial, and the processor is needed for the recovery. The probes keep time.
 */
const WHILE_LOST = millis(100);

/** Each client makes its next call as soon as the one before came back. */
export async function closedLoop({ clients, turn, gate, signal }: Paced): Promise<void> {
  await Promise.all(clients.map(loop));

  async function loop(client: LoadClient): Promise<void> {
    while (!signal.aborted) {
      if (!gate.isOpen) await gate.passable();
      else await turn(client);
      if (client.lost) await pass(WHILE_LOST, signal).catch(() => undefined);
    }
  }
}

export interface OpenLoop extends Paced {
  /** Calls per second of all clients together. */
  readonly rate: number;
  readonly now: () => number;
  /** A client's slot came while its last call was under way, or so soon after a refusal. */
  readonly onMissed: () => void;
}

/**
 * Calls at fixed times, however slow the answers are: slot n belongs to client n modulo their
 * number. A busy client misses its slot, so that a stalled cluster is not hit by a pile of calls
 * when it comes back; one that nobody answers misses most of them (WHILE_LOST).
 */
export async function openLoop(plan: OpenLoop): Promise<void> {
  const { clients, turn, gate, signal, rate, now, onMissed } = plan;
  let due = now();
  let slot = 0;
  const askedAt = new Map<LoadClient, number>();
  const waits = (client: LoadClient): boolean =>
    client.busy || (client.lost && now() - (askedAt.get(client) ?? 0) < WHILE_LOST);
  while (clients.length > 0 && !signal.aborted) {
    const early = due - now();
    if (early > 0) await pass(nanos(early), signal).catch(() => undefined);
    if (!gate.isOpen) {
      await gate.passable();
      due = now();
    }
    if (signal.aborted) return;
    const client = clients[slot++ % clients.length] as LoadClient;
    due += 1e9 / rate;
    if (waits(client)) {
      onMissed();
      continue;
    }
    askedAt.set(client, now());
    void turn(client);
  }
}
