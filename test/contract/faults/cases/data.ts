import type { FaultCase } from '../fault-case.ts';

export const dataCases: readonly FaultCase[] = [];
