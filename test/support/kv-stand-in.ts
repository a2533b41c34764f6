import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { KV } from '../../src/etcd/methods.ts';
import type { WirePutRequest, WireRangeRequest } from '../../src/etcd/wire.ts';

interface Unary<Req> {
  readonly request: Req;
}
type Answer = (error: null, answer: object) => void;

/**
 * Something on loopback that speaks enough of etcd's wire to acknowledge puts and ranges. A real
 * etcd cannot be made unavailable for a length of time that is known to the millisecond; this can.
 */
export class KvStandIn {
  readonly #values = new Map<string, Buffer>();
  #server: Server | undefined;
  #revision = 1;
  #held: (() => void)[] | undefined;
  port = 0;

  /** Listens, at the second time on the same port as before. */
  async open(): Promise<void> {
    const server = new Server();
    server.addService({ Put: KV.put, Range: KV.range }, this.#handlers());
    const address = `127.0.0.1:${this.port}`;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
    this.port = await promise;
    this.#server = server;
  }

  /** Closes the listener and every connection at once. */
  close(): void {
    this.#server?.forceShutdown();
    this.#server = undefined;
  }

  /** Takes calls, and from now on answers none, like a member that has lost its quorum. */
  hold(): void {
    this.#held ??= [];
  }

  /** Answers what was held, and answers at once again. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const answer of held) answer();
  }

  get holding(): number {
    return this.#held?.length ?? 0;
  }

  #soon(answer: () => void): void {
    if (this.#held === undefined) answer();
    else this.#held.push(answer);
  }

  #handlers(): UntypedServiceImplementation {
    const header = (): object => ({
      cluster_id: '1',
      member_id: String(this.port),
      revision: String(this.#revision),
      raft_term: '2',
    });
    return {
      Put: ({ request }: Unary<WirePutRequest>, answer: Answer) => {
        this.#values.set(request.key.toString(), request.value);
        this.#revision += 1;
        this.#soon(() => answer(null, { header: header() }));
      },
      Range: ({ request }: Unary<WireRangeRequest>, answer: Answer) => {
        const value = this.#values.get(request.key.toString());
        const kvs = value === undefined ? [] : [{ key: request.key, value }];
        this.#soon(() => answer(null, { header: header(), kvs, count: String(kvs.length) }));
      },
    };
  }
}
