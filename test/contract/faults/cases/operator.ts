import type { FaultCase } from '../fault-case.ts';

export const operatorCases: readonly FaultCase[] = [];
