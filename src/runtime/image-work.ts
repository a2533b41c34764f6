import type Dockerode from 'dockerode';
import type { Duration } from '../core/duration.ts';
import type { Progress } from '../core/progress.ts';

/** What getting an image ready needs. */
export interface ImageWork {
  readonly docker: Dockerode;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** How long a registry may be silent before it is given up; default 8 s. */
  readonly registryPatience?: Duration;
}

/** Says in the engine what is ours and what it was made from. */
export const IMAGE_LABELS = {
  version: 'etcd-doomsday.image.version',
  digest: 'etcd-doomsday.image.digest',
  source: 'etcd-doomsday.image.source',
} as const;
