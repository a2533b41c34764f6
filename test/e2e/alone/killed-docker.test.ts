import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { cleanNow } from '../../support/clean-now.ts';
import { noDockerEngine } from '../../support/docker-engine.ts';
import { inEngineOf } from '../../support/left-in-engine.ts';
import { workFoldersOf } from '../../support/left-of-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { moments, testSeed, until, type Moment } from './moments.ts';
import { CLUSTER_SERVES, startLongDrill, startShortDrills } from '../drills/short-drill.ts';

const skip = await noDockerEngine();

test(
  'kill -9 with Docker: the next start or clean removes it, and nothing else',
  { skip },
  async (t) => {
    await using folder = await tempFolder();
    const at = (name: string): string => join(folder.path, name);
    const seed = testSeed();
    const [one, two] = moments(seed, 2, seconds(4)) as [Moment, Moment];
    t.diagnostic(`seed ${seed}: +${one.afterMs} ms, +${two.afterMs} ms after the cluster serves`);
    await kill(at('first'), one);
    await using living = startLongDrill(at('living'), 'docker');
    await living.said(CLUSTER_SERVES);
    assert.deepEqual(await leftOf(at('first')), [], 'the next start removes it');
    await kill(at('second'), two);
    await cleanNow();
    assert.deepEqual(await leftOf(at('second')), [], 'clean removes it');
    assert.ok((await inEngineOf(at('living'))).length > 0, 'clean leaves a living run alone');
    living.kill('SIGINT');
    const ended = await living.ended;
    assert.equal(ended.code, EXIT.interrupted, ended.err);
    assert.deepEqual(await leftOf(at('living')), []);
  },
);

async function kill(reports: string, moment: Moment): Promise<void> {
  await using cli = startShortDrills(reports, 'docker');
  await cli.said(CLUSTER_SERVES);
  await until(moment);
  cli.kill('SIGKILL');
  await cli.ended;
  assert.ok((await inEngineOf(reports)).length > 0, 'containers outlive a killed harness');
}

const leftOf = async (reports: string): Promise<string[]> => [
  ...(await inEngineOf(reports)),
  ...workFoldersOf(reports),
];
