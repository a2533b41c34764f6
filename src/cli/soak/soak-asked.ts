import { toSeconds, type Duration } from '../../core/duration.ts';
import type { Context } from '../context.ts';
import { replayLine, type RunAsked } from '../run-asked.ts';

/** What somebody asked for on the command line of `soak`, parsed. */
export interface SoakAsked extends Pick<
  RunAsked,
  'scene' | 'set' | 'runtime' | 'etcd' | 'timeout' | 'json' | 'reports'
> {
  readonly for: Duration;
  readonly seed?: string;
  readonly window?: number;
  readonly only?: readonly number[];
  readonly keepRecords?: boolean;
  readonly minimiseFor: Duration;
}

/** The command line that soaks again, or that plays one window, or some of its faults. */
export function soakLine(
  asked: SoakAsked & { seed: string },
  place: Pick<Context, 'root' | 'cwd'>,
  { window = asked.window, only = asked.only }: Partial<Pick<SoakAsked, 'window' | 'only'>> = {},
): string {
  const { scene, set = [], seed, runtime, etcd, timeout, reports } = asked;
  const some = {
    ...(runtime === undefined ? {} : { runtime }),
    ...(etcd === undefined ? {} : { etcd }),
  };
  const plain = { ...some, scene, set, seed, timeout, reports, features: [], repeat: 1 };
  const line = replayLine(plain, place).replace('npm start -- ', 'npm start -- soak ');
  if (window === undefined) return `${line} --for ${toSeconds(asked.for)}s`;
  const part = only === undefined ? '' : ` --only ${only.join(',')}`;
  return `${line} --window ${window}${part}`;
}
