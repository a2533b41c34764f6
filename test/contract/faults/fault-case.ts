import { millis, type Duration } from '../../../src/core/duration.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault, FaultFacts } from '../../../src/faults/define-fault.ts';
import {
  injectFault,
  type Injection,
  type InjectionSite,
} from '../../../src/faults/inject-fault.ts';

/** What the contract asks of every case, a test each. */
export type Phase = 'keeps' | 'half-way' | 'died';

export type CaseSite = Omit<InjectionSite, 'targets'>;

/** A fault as the contract plays it. */
export interface FaultCase {
  readonly fault: FaultFacts;
  readonly params: object;
  /** Told apart where one fault has several cases. */
  readonly variant: string;
  /** Played in `npm test` too; the others in `npm run test:long`. */
  readonly representative: boolean;
  /** The fault shows only where something is written: clients write meanwhile. */
  readonly writes: boolean;
  /** How much of the time to a proven bite is the injected delay itself. */
  readonly delay: Duration;
  /** The injection is itself what lasts: a proof is counted from its end. */
  readonly lasting: boolean;
  /** Phases that make no sense for it, each with the reason. */
  readonly leftOut: Partial<Readonly<Record<Phase, string>>>;
  /** Nothing but a recovery ends it: the contract plays one before it heals. */
  readonly endsByRecovery: boolean;
  targets(cluster: Cluster): readonly Member[];
  inject(site: CaseSite): Promise<Injection>;
  /** The same, but the injection throws after the harm was done. */
  injectHalfWay(site: CaseSite): Promise<Injection>;
}

/** A case's name for people: its fault's, and its variant's. */
export const caseName = ({ fault, variant }: FaultCase): string =>
  [fault.name, variant].filter((part) => part !== '').join(', ');

export interface CaseOptions {
  readonly variant?: string;
  readonly representative?: boolean;
  readonly writes?: boolean;
  /** What the benchmark takes off: what one proof takes longer because the fault does what it does. */
  readonly delay?: Duration;
  readonly lasting?: boolean;
  readonly leftOut?: FaultCase['leftOut'];
  readonly endsByRecovery?: boolean;
  /** By default the second member. */
  readonly targets?: (cluster: Cluster) => readonly Member[];
}

export function faultCase<P extends object>(
  fault: Fault<P>,
  params: P,
  {
    variant = '',
    representative = false,
    writes = false,
    delay = millis(0),
    lasting = false,
    leftOut = {},
    endsByRecovery = false,
    targets = secondMember,
  }: CaseOptions = {},
): FaultCase {
  const half: Fault<P> = {
    ...fault,
    inject: async (world, asked) => {
      await fault.inject(world, asked);
      throw new Error('half-way');
    },
  };
  const on = (site: CaseSite): InjectionSite => ({ ...site, targets: targets(site.cluster) });
  return {
    ...{ fault, params, variant, representative, writes, delay, lasting, targets },
    ...{ leftOut, endsByRecovery },
    inject: (site) => injectFault(fault, params, on(site)),
    injectHalfWay: (site) => injectFault(half, params, on(site)),
  };
}

const secondMember = ({ members }: Cluster): readonly Member[] => members.slice(1, 2);
