import { faultContract } from './contract.ts';

faultContract('process', 'representative');
