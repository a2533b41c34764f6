import { test } from 'node:test';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { playFeature, type ExpectedDrill } from '../drills/feature.ts';

const stalls = Array.from({ length: 3 }, () => 'disk-stall');
const FEATURES: readonly [feature: string, drills: readonly ExpectedDrill[]][] = [
  [
    'features/storms/election-storm.feature',
    [
      {
        scenario: 'stalled leaders on a slow network',
        faults: ['peer-latency', ...stalls],
        loss: false,
      },
    ],
  ],
  [
    'features/disk/stalled-disk.feature',
    [{ scenario: "the leader's fsyncs are held", faults: ['disk-stall'], loss: false }],
  ],
  [
    'features/recovery/members-come-back.feature',
    [
      { scenario: 'the leader is killed and started again', faults: ['kill'], loss: false },
      { scenario: 'a follower freezes for a while', faults: ['pause'], loss: false },
    ],
  ],
];

for (const [feature, drills] of FEATURES) {
  test(`${feature} passes`, { skip }, async () => {
    await playFeature([feature, '--runtime', 'process'], drills);
  });
}
