import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { unseededInt } from '../core/rng.ts';

/** Below every system's range of ephemeral ports, above the ports of well-known services. */
const FIRST = 10_000;
const LAST = 29_999;
/** `fetch` refuses to talk to it, as browsers do (the list of bad ports in the Fetch standard). */
const FORBIDDEN = 10_080;
/** Two generations of a five-member cluster need about 100. */
const STOCK = 128;

/**
 * A loopback network of its own for a run: 127.a.b.0/24 in which nothing listens. Ports can still
 * be taken by somebody who listens on every address, so they are checked one by one (`FreePorts`).
 */
export function freeLoopbackRange(): string {
  const listening = listeningAddresses();
  for (;;) {
    const [a, b] = [1 + unseededInt(254), unseededInt(256)];
    const hex = [b, a, 127]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
    if (!listening.some((address) => address.endsWith(hex))) return `127.${a}.${b}`;
  }
}

/** Ports on `host` that nothing listens on, each checked by binding it; every port is given once. */
export class FreePorts {
  readonly #host: string;
  readonly #free: number[] = [];
  #next: number;
  #tried = 0;

  constructor(host: string, from: number = FIRST + unseededInt(LAST - FIRST + 1)) {
    this.#host = host;
    this.#next = from;
  }

  /** Checks further ports until at least `count` are in stock. Cost: about 40 us a port. */
  async stockUp(count = STOCK): Promise<void> {
    while (this.#free.length < count) {
      const untried = LAST - FIRST + 1 - this.#tried;
      if (untried <= 0) throw noPorts(this.#host);
      const candidates = Array.from({ length: Math.min(STOCK, untried) }, () => this.#advance());
      const usable = await Promise.all(candidates.map((port) => canUse(this.#host, port)));
      this.#free.push(...candidates.filter((_, i) => usable[i]));
    }
  }

  take(): number {
    const port = this.#free.shift();
    if (port === undefined) throw noPorts(this.#host);
    return port;
  }

  #advance(): number {
    const port = this.#next;
    this.#tried += 1;
    this.#next = port === LAST ? FIRST : port + 1;
    return port;
  }
}

function canUse(host: string, port: number): Promise<boolean> {
  if (port === FORBIDDEN) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Local IPv4 addresses of listening sockets, as /proc/net/tcp writes them: bytes reversed, hex. */
function listeningAddresses(): string[] {
  const LISTEN = '0A';
  const rows = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  const fields = rows.map((row) => row.trim().split(/\s+/));
  return fields.filter((f) => f[3] === LISTEN).map((f) => f[1]?.split(':')[0] ?? '');
}

const noPorts = (host: string): DoomsdayError =>
  new DoomsdayError({
    code: 'NO_FREE_PORT',
    message: `no free port is left for ${host} between ${FIRST} and ${LAST}`,
    likely: 'many processes listen on every address, or a run makes machines without end',
    next: 'doomsday clean',
  });
