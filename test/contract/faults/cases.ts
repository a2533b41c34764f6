import { clientNetworkCases } from './cases/client-network.ts';
import { dataCases } from './cases/data.ts';
import { diskCases } from './cases/disk.ts';
import { machineCases } from './cases/machine.ts';
import { operatorCases } from './cases/operator.ts';
import { peerNetworkCases } from './cases/peer-network.ts';
import type { FaultCase } from './fault-case.ts';

/** Every fault that three members can have and that can be taken back; cases/apart.ts has the others. */
export const FAULT_CASES: readonly FaultCase[] = [
  ...peerNetworkCases,
  ...clientNetworkCases,
  ...diskCases,
  ...machineCases,
  ...dataCases,
  ...operatorCases,
];
