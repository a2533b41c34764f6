import type { Provenance } from '../core/run-result.ts';

/** An etcd image in the local engine, ready to run. The programs' paths are inside the image. */
export interface ReadyImage {
  /** What `docker run` takes. */
  readonly ref: string;
  readonly version: string;
  readonly provenance: Provenance;
  readonly etcd: string;
  readonly etcdctl: string;
  /** Absent before 3.5. */
  readonly etcdutl?: string;
}

/** Toxiproxy as an image. */
export interface ReadyToxiproxyImage {
  readonly ref: string;
  readonly version: string;
  readonly provenance: Provenance;
  /** The server's path in the image. */
  readonly server: string;
}
