import type { Rng } from '../core/rng.ts';
import type { EtcdEndpoint } from '../etcd/connection.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Load } from '../scene/scene.ts';

export interface WorkloadPlan {
  readonly sink: HistorySink;
  readonly rng: Rng;
  /** Member name -> its client link. Links keep their addresses over a restore. */
  readonly endpoints: ReadonlyMap<string, EtcdEndpoint>;
  /** The number of the epoch that clients talk to now. */
  readonly epoch: () => number;
  readonly settings: Load;
  /** Ends with `/`; default `load/`. Nobody else writes below it. */
  readonly keyPrefix?: string;
  /** Places of clients that earlier loads of this cluster had; default 0. Keeps values unique. */
  readonly clientsBefore?: number;
}
