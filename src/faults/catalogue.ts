import { clientNetworkFaults } from './client-network/catalogue.ts';
import { dataFaults } from './data/catalogue.ts';
import { diskFaults } from './disk/catalogue.ts';
import { machineFaults } from './machine/catalogue.ts';
import { operatorFaults } from './operator/catalogue.ts';
import { peerNetworkFaults } from './peer-network/catalogue.ts';
import type { FaultFacts } from './define-fault.ts';

/** Every fault there is, by subject. */
export const FAULTS: readonly FaultFacts[] = [
  ...peerNetworkFaults,
  ...clientNetworkFaults,
  ...diskFaults,
  ...machineFaults,
  ...dataFaults,
  ...operatorFaults,
];
