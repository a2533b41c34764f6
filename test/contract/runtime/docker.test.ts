import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { connectEngine } from '../../../src/runtime/docker-engine.ts';
import { runtimeContract } from './contract.ts';
import { killedHarness } from './killed-harness.ts';
import { pausedStandsStill } from './stands-still.ts';
import { dockerSubject } from './subject.ts';

const why = await connectEngine(seconds(5)).then(
  () => undefined,
  (error: Error) => error.message,
);
if (why === undefined) {
  runtimeContract('docker', dockerSubject);
  pausedStandsStill('docker', dockerSubject);
  killedHarness('docker', dockerSubject, { times: 6, abreast: 3, upTo: seconds(3) });
} else test('the docker runtime', { skip: `no Docker engine: ${why}` });
