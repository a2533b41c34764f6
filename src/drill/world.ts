import type { Cluster } from '../cluster/cluster.ts';
import type { Links } from '../links/link.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Observer } from './observer.ts';

/** What a drill runs on. `cluster` is the one that clients are sent to now. */
export interface World {
  readonly runtime: Runtime;
  readonly links: Links;
  readonly version: string;
  cluster: Cluster;
  /** Looks at every member of the current cluster all the time. */
  readonly observer: Observer;
  /** Machines and links of the next epoch, empty. */
  standBy?: Cluster;
  /** Clusters of earlier epochs, fenced. */
  readonly past: Cluster[];
}
