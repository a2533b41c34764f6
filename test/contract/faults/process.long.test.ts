import { faultContract } from './contract.ts';

faultContract('process', 'all');
