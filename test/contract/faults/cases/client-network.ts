import type { FaultCase } from '../fault-case.ts';

export const clientNetworkCases: readonly FaultCase[] = [];
