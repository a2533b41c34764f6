import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { contractApart } from './contract.ts';

if (skip === false) contractApart('process');
else test('faults that need other clusters, on the process runtime', { skip });
