import type { Provenance } from '../core/run-result.ts';

/** One etcd version as local binaries (process runtime, and source for assembled images). */
export interface EtcdBinaries {
  readonly version: string;
  readonly etcd: string;
  readonly etcdctl: string;
  /** Absent before 3.5. */
  readonly etcdutl?: string;
  readonly provenance: Provenance;
}

export interface Binary {
  readonly path: string;
  readonly version: string;
  readonly provenance: Provenance;
}
