import type { Link } from '../links/link.ts';
import type { EtcdStart, Machine } from '../runtime/runtime.ts';

/** One etcd member: its name, what it runs on, and the links that lead to it and from it. */
export interface Member {
  readonly name: string;
  readonly machine: Machine;
  /** Clients reach the member over this link; it outlives the member (a restore takes it over). */
  readonly client: Link;
  readonly disk: Link;
  /** Peer links that this member dials, by the target's name. */
  readonly dials: ReadonlyMap<string, Link>;
  /** How it is started; also used to start it again after a kill. */
  readonly plan: EtcdStart;
}
