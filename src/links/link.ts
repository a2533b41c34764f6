import type { Duration } from '../core/duration.ts';

export type LinkKind = 'peer' | 'client' | 'disk';
/** `downstream` = towards the dialler, `upstream` = towards the target. */
export type Stream = 'downstream' | 'upstream';

/** Toxiproxy 2.12's toxics in typed units; the wire names and units are in toxic.ts alone. */
export type Toxic =
  | { type: 'latency'; latency: Duration }
  | { type: 'bandwidth'; kilobytesPerSecond: number }
  | { type: 'slow_close'; delay: Duration }
  | { type: 'timeout'; timeout: Duration }
  | { type: 'reset_peer'; timeout: Duration }
  | { type: 'slicer'; averageBytes: number; variationBytes: number; delay: Duration }
  | { type: 'limit_data'; bytes: number };

/** What Toxiproxy says of a proxy: the truth, from GET /proxies. */
export interface LinkState {
  readonly enabled: boolean;
  readonly listen: string;
  readonly upstream: string;
  readonly toxics: readonly {
    name: string;
    type: string;
    stream: Stream;
    attributes: Record<string, number>;
  }[];
}

/** A toxic in Toxiproxy's own words and units. */
export interface RawToxic {
  readonly type: string;
  readonly stream: Stream;
  readonly attributes: Readonly<Record<string, number>>;
}

/** A toxic that was put on a link; `remove` twice is harmless. */
export interface AppliedToxic {
  readonly name: string;
  remove(): Promise<void>;
}

export interface Link {
  /** `peer:m1->m2`, `client:m1`, `disk:m1`. */
  readonly name: string;
  readonly kind: LinkKind;
  /** Who dials; undefined for clients. */
  readonly from?: string;
  readonly to: string;
  /** What a machine dials to use the link. */
  readonly fromMachines: { readonly host: string; readonly port: number };
  /** What the harness's clients dial (client links only). */
  readonly fromHarness?: { readonly host: string; readonly port: number };
  /**
   * Puts a toxic on the link and reads it back: what Toxiproxy holds is exactly what was asked.
   * @throws {DoomsdayError} TOXIC_NOT_APPLIED otherwise; nothing of it is left on the link then.
   */
  add(toxic: Toxic, stream: Stream): Promise<AppliedToxic>;
  /** As Toxiproxy itself takes it, unverified, misspelt or not: to test that proofs notice. */
  addRaw(toxic: RawToxic): Promise<AppliedToxic>;
  /** Closes the listener and every connection. */
  disable(): Promise<void>;
  enable(): Promise<void>;
  /** Points the link at another target; existing connections are closed. */
  retarget(upstream: { host: string; port: number }): Promise<void>;
  state(): Promise<LinkState>;
}

/** All links of one Toxiproxy. Creating many: concurrently. */
export interface Links {
  /** `from` and `to` are machine names; a second cluster's machines have names of their own. */
  peer(ends: { from: string; to: string; upstream: { host: string; port: number } }): Promise<Link>;
  client(end: { to: string; upstream: { host: string; port: number } }): Promise<Link>;
  disk(end: { of: string; upstream: { host: string; port: number } }): Promise<Link>;
  all(): readonly Link[];
}
