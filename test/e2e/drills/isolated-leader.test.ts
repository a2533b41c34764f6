import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { playFeature } from './feature.ts';

test('features/network/isolated-leader.feature passes', { skip }, async () => {
  const args = ['features/network/isolated-leader.feature', '--runtime', 'process'];
  await playFeature(args, [
    { scenario: 'the leader is isolated under load', faults: ['isolate'], loss: false },
  ]);
});
