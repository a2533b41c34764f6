import type { FaultFacts } from '../define-fault.ts';

export const clientNetworkFaults: readonly FaultFacts[] = [];
