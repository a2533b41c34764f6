import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { connectEngine } from '../../../src/runtime/docker-engine.ts';
import { faultContract } from './contract.ts';

const why = await connectEngine(seconds(5)).then(
  () => undefined,
  (error: Error) => error.message,
);
if (why === undefined) faultContract('docker', 'representative');
else test('faults on the docker runtime', { skip: `no Docker engine: ${why}` });
