import type { FaultFacts } from '../define-fault.ts';

export const operatorFaults: readonly FaultFacts[] = [];
