import type { FaultFacts } from '../define-fault.ts';

export const dataFaults: readonly FaultFacts[] = [];
