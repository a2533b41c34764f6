import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { playFeature } from './feature.ts';

test('features/disk/slow-disk.feature passes', { skip }, async () => {
  const faults = ['disk-latency'];
  await playFeature(
    ['features/disk/slow-disk.feature', '--runtime', 'process'],
    [
      { scenario: 'every fsync of a follower takes longer', faults, loss: false },
      { scenario: 'every fsync of the leader takes longer', faults, loss: false },
    ],
  );
});
