import { test } from 'node:test';
import { noDockerEngine } from '../../support/docker-engine.ts';
import { contractApart } from './contract.ts';

const skip = await noDockerEngine();
if (skip === false) contractApart('docker');
else test('faults that need other clusters, on the docker runtime', { skip });
