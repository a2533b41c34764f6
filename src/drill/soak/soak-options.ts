import type { Duration } from '../../core/duration.ts';
import type { NamedFault } from '../faults-by-name/named.ts';
import type { RunOptions } from '../run-options.ts';

/** Everything that a soak needs, validated: nothing was created yet. */
export interface SoakOptions extends Pick<
  RunOptions,
  | 'scene'
  | 'sceneText'
  | 'seed'
  | 'runtime'
  | 'etcd'
  | 'timeout'
  | 'ui'
  | 'signal'
  | 'reportsDir'
  | 'replay'
> {
  /** No window begins later than this. */
  readonly length: Duration;
  /** Play this window alone, on a new cluster. */
  readonly window?: number;
  /** Of that window's faults only these, by their number from 1. */
  readonly only?: readonly number[];
  /** Keep the records of windows that hold; otherwise they are deleted. */
  readonly keepRecords: boolean;
  /** How long to look for the fewest faults that still fail; 0 = do not look. */
  readonly minimiseFor: Duration;
  /** The command that plays one window again, or some faults of it. */
  readonly replayOf: (part: { window: number; only?: readonly number[] }) => string;
  /** Default: every fault that can be played by name. */
  readonly faults?: readonly NamedFault[];
}
