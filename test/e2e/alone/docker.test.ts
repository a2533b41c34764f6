import { test } from 'node:test';
import { noDockerEngine } from '../../support/docker-engine.ts';
import { playFeature } from '../drills/feature.ts';

const skip = await noDockerEngine();

test('the main drill passes on the docker runtime', { skip }, async () => {
  const name = 'two of three members are lost under load';
  const feature = 'features/recovery/permanent-quorum-loss.feature';
  await playFeature(
    [feature, '--runtime', 'docker', '--name', name],
    [{ scenario: name, faults: ['lose'] }],
  );
});
